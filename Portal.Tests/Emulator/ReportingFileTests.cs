using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;

namespace Portal.Tests.Emulator;

/// <summary>The file of a report, byte for byte where it matters.</summary>
public sealed class ReportingFileTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private static readonly DateOnly first = new(2026, 11, 1);
    private static readonly DateOnly last = new(2026, 11, 22);

    [Fact]
    public async Task The_file_has_nine_header_lines_and_a_footer_as_live()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var (_, url) = await client.FinishAsync(client.Request("Account", "TimePeriod AccountId Clicks", first, last));

        var text = await client.TextAsync(url!);

        var report = new ReportText(text);
        var rows = report.Rows.Count;
        Assert.StartsWith("\uFEFF\"Report Name: A report\"\r\n", text);
        Assert.Equal(
            [
                "\"Report Name: A report\"", "\"Report Time: 11/1/2026,11/22/2026\"", "\"Time Zone: (GMT-05:00) Eastern Time (US & Canada)\"",
                "\"Last Completed Available Day: 11/23/2026 5:00:00 AM (GMT)\"", "\"Last Completed Available Hour: 11/23/2026 5:00:00 AM (GMT)\"",
                "\"Report Aggregation: Daily\"", "\"Report Filter: \"", "\"Potential Incomplete Data: false\"", $"\"Rows: {rows}\"", "",
                "\"TimePeriod\",\"AccountId\",\"Clicks\"",
            ],
            report.Lines.Take(11));
        Assert.Equal(22, rows);
        Assert.Equal(["", "\"©2026 Microsoft Corporation. All rights reserved. \"", ""], report.Lines.TakeLast(3));
    }

    [Fact]
    public async Task A_range_that_is_not_over_says_that_its_data_may_be_incomplete()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var report = await client.ReadAsync("Account", "TimePeriod AccountId Clicks", last, last.AddDays(1));

        Assert.Equal("true", report.Header("Potential Incomplete Data"));
    }

    [Fact]
    public async Task The_switches_leave_out_header_column_row_and_footer()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var report = await client.ReadAsync("Account", "TimePeriod AccountId Clicks", first, last, request =>
        {
            request["ExcludeReportHeader"] = true;
            request["ExcludeReportFooter"] = true;
            request["ExcludeColumnHeaders"] = true;
        });

        Assert.Equal(23, report.Lines.Count);
        Assert.StartsWith("\"2026-11-01\",\"181000001\",", report.Lines[0]);
        Assert.Equal("", report.Lines[^1]);
    }

    [Fact]
    public async Task Keywords_that_look_like_a_footer_a_formula_or_several_fields_stand_there_quoted()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var (_, url) = await client.FinishAsync(client.Request("Keyword", "Keyword KeywordId Impressions", first, last));

        var text = await client.TextAsync(url!);

        Assert.Contains("\r\n\"Microsoft Corporation\",", text);
        Assert.Contains("\r\n\"=running cost\",", text);
        Assert.Contains("\r\n\"\"\"wide fit\"\" shoes, men\",", text);
    }

    [Theory]
    [InlineData("Account")]
    [InlineData("Campaign")]
    [InlineData("AdGroup")]
    [InlineData("Keyword")]
    [InlineData("Ad")]
    [InlineData("SearchQuery")]
    [InlineData("Geographic")]
    [InlineData("UserLocation")]
    [InlineData("Audience")]
    [InlineData("AssetGroup")]
    [InlineData("ProductDimension")]
    [InlineData("Conversion")]
    [InlineData("GoalsAndFunnelsReport")]
    [InlineData("BudgetSummaryReport")]
    public async Task Every_column_of_a_report_can_be_written(string grain)
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var kind = ReportKind.Of(client.Request(grain, "", last, last)["Type"]!.GetValue<string>())!;
        var columns = kind.ByName.Values.Where(column => column.Role != ColumnRole.Share || !kind.HasShares);

        var report = await client.ReadAsync(grain, string.Join(' ', columns.Select(column => column.Name)), last, last);

        Assert.NotEmpty(report.Rows);
        Assert.Equal(report.Header("Rows"), report.Rows.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Values_have_the_live_formats()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var report = await client.ReadAsync(
            "Campaign", "TimePeriod CampaignId CampaignType Ctr Spend AverageCpc ConversionsQualified CostPerConversion QualityScore ImpressionSharePercent", last, last);

        Assert.All(report.Rows, row =>
        {
            Assert.Matches(@"^\d+\.\d\d%$", row["Ctr"]);
            Assert.Matches(@"^\d+\.\d\d$", row["Spend"]);
            Assert.Matches(@"^\d+\.\d\d$", row["AverageCpc"]);
            Assert.Matches(@"^(\d+\.\d\d)?$", row["CostPerConversion"]);
            Assert.Equal("--", row["QualityScore"]);
            Assert.Matches(@"^(\d+\.\d\d%)?$", row["ImpressionSharePercent"]);
        });
    }

    [Fact]
    public async Task Yen_are_whole_and_bigger_numbers()
    {
        var client = await ReportingClient.SignInAsync(emulator, customerId: 260002, accountId: 181000005);

        var report = await client.ReadAsync("Account", "TimePeriod AccountId CurrencyCode Spend AverageCpc Clicks", last, last);

        var row = Assert.Single(report.Rows);
        Assert.Equal("JPY", row["CurrencyCode"]);
        Assert.EndsWith(".00", row["Spend"]);
        Assert.InRange(ReportText.Number(row, "AverageCpc"), 20, 1_000);
    }

    [Fact]
    public async Task The_download_needs_no_login_and_says_what_the_storage_says()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var (_, url) = await client.FinishAsync(client.Request("Account", "TimePeriod AccountId Clicks", first, last));

        using var answer = await emulator.Http.GetAsync(new Uri(url!), TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
#pragma warning disable CA5351 // The header of the storage is MD5.
        Assert.Equal(MD5.HashData(bytes), answer.Content.Headers.ContentMD5);
#pragma warning restore CA5351
        Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Contains("bytes", answer.Headers.AcceptRanges);
        Assert.NotNull(answer.Headers.ETag);
        Assert.Contains("/A_report.zip?", url);
    }

    [Fact]
    public async Task An_address_with_another_signature_is_forbidden()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var (_, url) = await client.FinishAsync(client.Request("Account", "TimePeriod AccountId Clicks", first, last));

        using var answer = await emulator.Http.GetAsync(new Uri(url![..url!.IndexOf("&sig=", StringComparison.Ordinal)] + "&sig=AAAA"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var (one, again, other) = (await FileAsync(7), await FileAsync(7), await FileAsync(8));

        Assert.Equal(one, again);
        Assert.NotEqual(one, other);

        static async Task<byte[]> FileAsync(int seed)
        {
            await using var emulator = await EmulatorFixture.StartAsync(options => options.Seed = seed);
            var client = await ReportingClient.SignInAsync(emulator);
            var (_, url) = await client.FinishAsync(client.Request("Campaign", "TimePeriod CampaignId CampaignName Clicks Spend Revenue", first, last));
            return await emulator.Http.GetByteArrayAsync(new Uri(url!), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_download_can_break_off_in_the_middle()
    {
        await using var own = await EmulatorFixture.StartAsync();
        var client = await ReportingClient.SignInAsync(own);
        var (_, url) = await client.FinishAsync(client.Request("Campaign", "TimePeriod CampaignId Clicks", first, last));
        own.Faults.Add(new FaultRule(FaultKind.Truncate) { Route = "/storage/" });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.TextAsync(url!));
        Assert.NotEmpty(await client.TextAsync(url!));
    }

    [Fact]
    public async Task A_report_can_be_spoiled_in_three_ways()
    {
        await using var own = await EmulatorFixture.StartAsync();
        var reports = own.App.Services.GetRequiredService<Reports>();
        var client = await ReportingClient.SignInAsync(own);
        reports.Spoil(ReportFlaw.Fails);
        reports.Spoil(ReportFlaw.WrongRowCount);
        reports.Spoil(ReportFlaw.TruncatedZip);

        var failed = await client.FinishAsync(client.Request("Account", "TimePeriod AccountId Clicks", first, last));
        var miscounted = await client.ReadAsync("Account", "TimePeriod AccountId Clicks", first, last);
        var (_, url) = await client.FinishAsync(client.Request("Account", "TimePeriod AccountId Clicks", first, last));

        Assert.Equal(("Error", null), failed);
        Assert.Equal("29", miscounted.Header("Rows"));
        await Assert.ThrowsAsync<InvalidDataException>(() => client.TextAsync(url!));
    }
}

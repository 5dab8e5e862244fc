using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Emulator.Bulk;
using Portal.Emulator.Traffic;

namespace Portal.Tests.Emulator;

/// <summary>What the Bulk service refuses, and what can be made to go wrong with it.</summary>
public sealed class BulkRequestTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Theory]
    [InlineData("AccountIds", "[]", 206)]
    [InlineData("AccountIds", """["181000001","181000002"]""", 3201)]
    [InlineData("AccountIds", """["181000002"]""", 106)]
    [InlineData("DownloadEntities", "[]", 3210)]
    [InlineData("DownloadEntities", "null", 3210)]
    [InlineData("DownloadEntities", """["Campaigns","Moods"]""", 3211)]
    [InlineData("FormatVersion", "\"5.0\"", 3217)]
    [InlineData("FormatVersion", "null", 3217)]
    [InlineData("CompressionType", "\"Rar\"", 100)]
    [InlineData("LastSyncTimeInUTC", "\"2026-11-23T08:30:16Z\"", 3208)]
    [InlineData("LastSyncTimeInUTC", "\"2026-10-24T08:30:14Z\"", 3209)]
    public async Task A_request_is_refused_with_its_number(string property, string json, int code)
    {
        var client = await BulkClient.SignInAsync(emulator);

        Assert.Equal(code, await client.RefusedAsync(client.Request("Campaigns", request => request[property] = JsonNode.Parse(json))));
    }

    [Fact]
    public async Task Campaigns_of_several_accounts_and_unknown_ones_are_refused()
    {
        var client = await BulkClient.SignInAsync(emulator);
        var mixed = JsonNode.Parse("""[{"CampaignId":"1","ParentAccountId":"181000001"},{"CampaignId":"2","ParentAccountId":"181000002"}]""");
        var unknown = JsonNode.Parse("""[{"CampaignId":"1","ParentAccountId":"181000001"}]""");

        Assert.Equal(3203, await client.RefusedAsync(client.Request("Campaigns", request => request["Campaigns"] = mixed), "CampaignIds"));
        Assert.Equal(1100, await client.RefusedAsync(client.Request("Campaigns", request => request["Campaigns"] = unknown), "CampaignIds"));
        Assert.Equal(206, await client.RefusedAsync(client.Request("Campaigns"), "CampaignIds"));
    }

    [Theory]
    [InlineData("", 3205)]
    [InlineData("nonsense", 3205)]
    [InlineData("123456789012345678", 4201)]
    public async Task An_id_that_is_none_and_one_nobody_gave_are_refused(string id, int code)
    {
        var client = await BulkClient.SignInAsync(emulator);

        using var answer = await client.CallAsync("/Bulk/v13/BulkDownloadStatus/Query", new { RequestId = id });

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, ReportingClient.Code(await EmulatorFixture.JsonAsync(answer))));
    }

    [Fact]
    public async Task A_request_id_is_the_users_own_and_ends_after_two_days()
    {
        await using var own = await EmulatorFixture.StartAsync();
        var client = await BulkClient.SignInAsync(own);
        var id = await client.AcceptedAsync(client.Request("Campaigns"));
        var other = new BulkClient(own, await own.SignInAsync("anna@contoso.example"), 250001, 180000004);

        using var theirs = await other.CallAsync("/Bulk/v13/BulkDownloadStatus/Query", new { RequestId = id });
        own.Clock.Advance(TimeSpan.FromHours(49));
        var late = new BulkClient(own, await own.SignInAsync(ReportingClient.Maria));
        using var expired = await late.CallAsync("/Bulk/v13/BulkDownloadStatus/Query", new { RequestId = id });

        Assert.Equal(4201, ReportingClient.Code(await EmulatorFixture.JsonAsync(theirs)));
        Assert.Equal(4201, ReportingClient.Code(await EmulatorFixture.JsonAsync(expired)));
    }

    [Fact]
    public async Task More_downloads_than_an_account_may_have_in_work_are_refused_until_one_ends_or_is_forgotten()
    {
        await using var own = await EmulatorFixture.StartAsync(options => options.Bulk = new BulkOptions { MostPending = 2, Polls = 1 });
        var client = await BulkClient.SignInAsync(own);
        var first = await client.AcceptedAsync(client.Request("Campaigns"));
        await client.AcceptedAsync(client.Request("Campaigns"));

        Assert.Equal(4204, await client.RefusedAsync(client.Request("Campaigns")));
        await client.FinishAsync(first);
        await client.AcceptedAsync(client.Request("Campaigns"));
        Assert.Equal(4204, await client.RefusedAsync(client.Request("Campaigns")));
        own.Clock.Advance(TimeSpan.FromMinutes(16));
        await client.AcceptedAsync(client.Request("Campaigns"));
    }

    [Theory]
    [InlineData(BulkFlaw.Fails, "Failed", 0)]
    [InlineData(BulkFlaw.FullSyncRequired, "FailedFullSyncRequired", 3603)]
    public async Task A_download_can_end_badly_once(BulkFlaw flaw, string status, int code)
    {
        await using var own = await EmulatorFixture.StartAsync();
        var client = await BulkClient.SignInAsync(own);
        var request = client.Request("Campaigns", request => request["LastSyncTimeInUTC"] = "2026-11-22T08:30:15Z");
        Downloads(own).Spoil(flaw);

        var bad = await client.FinishAsync(request);
        var good = await client.FinishAsync(request.DeepClone().AsObject());

        Assert.Equal((status, null, code), (bad["RequestStatus"]!.GetValue<string>(), bad["ResultFileUrl"], bad["Errors"]![0]!["Code"]!.GetValue<int>()));
        Assert.Equal("Completed", good["RequestStatus"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(BulkFlaw.TruncatedZip)]
    [InlineData(BulkFlaw.EmptyZip)]
    [InlineData(BulkFlaw.OpenQuote)]
    [InlineData(BulkFlaw.HalfFile)]
    [InlineData(BulkFlaw.NoSyncTime)]
    public async Task A_file_can_come_out_damaged(BulkFlaw flaw)
    {
        await using var own = await EmulatorFixture.StartAsync();
        var client = await BulkClient.SignInAsync(own);
        Downloads(own).Spoil(flaw);

        await Assert.ThrowsAnyAsync<Exception>(async () => (await client.ReadAsync("Campaigns")).SyncTime.ToBinary());
        Assert.NotEmpty((await client.ReadAsync("Campaigns")).Of("Campaign"));
    }

    [Fact]
    public async Task Chaos_shuffles_columns_and_rows_and_adds_what_nobody_knows_but_loses_nothing()
    {
        await using var own = await EmulatorFixture.StartAsync();
        var client = await BulkClient.SignInAsync(own);
        var tidy = await client.ReadAsync();
        Downloads(own).Options = new BulkOptions { Chaos = true };

        var wild = await client.ReadAsync();

        Assert.NotEqual(tidy.Columns, wild.Columns.Where(tidy.Columns.Contains));
        Assert.NotEqual(tidy.Rows.Select(row => row["Id"]), wild.Rows.Where(row => row["Type"] != "Campaign Mood Criterion").Select(row => row["Id"]));
        Assert.Contains("Mood", wild.Columns);
        Assert.Equal(tidy.Told, wild.Told.Where(row => !row.Contains("Campaign Mood Criterion", StringComparison.Ordinal)));
        Assert.Single(wild.Of("Campaign Mood Criterion"));
    }

    [Fact]
    public async Task The_sync_time_can_be_written_to_the_minute_only()
    {
        await using var own = await EmulatorFixture.StartAsync(options => options.Bulk = new BulkOptions { SyncTimeToTheMinute = true });
        var client = await BulkClient.SignInAsync(own);

        Assert.Equal("11/23/2026 08:30", Assert.Single((await client.ReadAsync("Campaigns")).Of("Account"))["Sync Time"]);
    }

    [Fact]
    public async Task Faults_strike_the_bulk_routes_and_the_files_too()
    {
        await using var own = await EmulatorFixture.StartAsync();
        var client = await BulkClient.SignInAsync(own);
        own.Faults.Add(new FaultRule(FaultKind.Code) { Route = "DownloadByAccountIds", Code = 4204 });
        own.Faults.Add(new FaultRule(FaultKind.Html) { Route = "BulkDownloadStatus" });
        own.Faults.Add(new FaultRule(FaultKind.Truncate) { Route = "/storage/bulkdownloadresultfiles" });

        Assert.Equal(4204, await client.RefusedAsync(client.Request("Campaigns")));
        var id = await client.AcceptedAsync(client.Request("Campaigns"));
        using var page = await client.CallAsync("/Bulk/v13/BulkDownloadStatus/Query", new { RequestId = id });
        var url = (await client.FinishAsync(id))["ResultFileUrl"]!.GetValue<string>();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.TextAsync(url));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.StartsWith("\uFEFFType,", await client.TextAsync(url));
    }

    [Fact]
    public async Task The_headers_are_checked_as_for_every_service()
    {
        var tokens = await emulator.SignInAsync(ReportingClient.Maria);
        var client = await BulkClient.SignInAsync(emulator);

        using var withoutCustomer = await emulator.CallAsync("/Bulk/v13/Campaigns/DownloadByAccountIds", client.Request("Campaigns"), tokens, null, 181000001);
        using var withoutAccount = await emulator.CallAsync("/Bulk/v13/Campaigns/DownloadByAccountIds", client.Request("Campaigns"), tokens, 260001);

        Assert.Equal(1029, ReportingClient.Code(await EmulatorFixture.JsonAsync(withoutCustomer)));
        Assert.Equal(1030, ReportingClient.Code(await EmulatorFixture.JsonAsync(withoutAccount)));
    }

    private static Downloads Downloads(EmulatorFixture emulator) => emulator.App.Services.GetRequiredService<Downloads>();
}

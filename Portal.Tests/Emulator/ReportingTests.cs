using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Emulator.Reporting;

namespace Portal.Tests.Emulator;

public sealed class ReportingTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private const string Measures = "Impressions Clicks Spend ConversionsQualified Revenue";
    private static readonly DateOnly first = new(2026, 10, 1);
    private static readonly DateOnly last = new(2026, 10, 14);

    [Theory]
    [InlineData("Impressions")]
    [InlineData("Clicks")]
    [InlineData("Spend")]
    [InlineData("ConversionsQualified")]
    [InlineData("Revenue")]
    public async Task Campaigns_add_up_to_their_account(string measure)
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var account = await client.ReadAsync("Account", $"TimePeriod AccountId {Measures}", first, last);
        var campaigns = await client.ReadAsync("Campaign", $"TimePeriod CampaignId {Measures}", first, last);

        Assert.True(account.Sum(measure) > 0);
        Assert.Equal(account.Sum(measure), campaigns.Sum(measure));
    }

    [Theory]
    [InlineData("Impressions")]
    [InlineData("Clicks")]
    [InlineData("Spend")]
    [InlineData("ConversionsQualified")]
    [InlineData("Revenue")]
    public async Task Ad_groups_add_up_to_every_campaign_that_has_some(string measure)
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var campaigns = await client.ReadAsync("Campaign", $"TimePeriod CampaignId CampaignType {Measures}", first, last);
        var adGroups = await client.ReadAsync("AdGroup", $"TimePeriod CampaignId AdGroupId {Measures}", first, last);

        Assert.Contains(campaigns.Rows, row => row["CampaignType"] == "Performance max");
        Assert.Equal(
            Sums(campaigns.Rows.Where(row => row["CampaignType"] != "Performance max"), measure),
            Sums(adGroups.Rows, measure));
    }

    [Fact]
    public async Task Keywords_stay_a_little_below_their_ad_group_and_never_above_it()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var adGroups = Sums((await client.ReadAsync("AdGroup", "TimePeriod AdGroupId CampaignId Clicks", first, last)).Rows, "Clicks", "AdGroupId");
        var keywords = Sums((await client.ReadAsync("Keyword", "TimePeriod KeywordId AdGroupId Clicks", first, last)).Rows, "Clicks", "AdGroupId");

        Assert.NotEmpty(keywords);
        Assert.All(keywords, keyword => Assert.InRange(keyword.Value, 0, adGroups[keyword.Key]));
        Assert.InRange(keywords.Values.Sum() / keywords.Keys.Sum(id => adGroups[id]), 0.88m, 0.98m);
    }

    [Fact]
    public async Task Ads_add_up_to_the_clicks_of_search_campaigns()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var campaigns = await client.ReadAsync("Campaign", "TimePeriod CampaignId CampaignType Clicks", first, last);
        var ads = await client.ReadAsync("Ad", "TimePeriod AdId Clicks", first, last);

        Assert.Equal(campaigns.Rows.Where(row => row["CampaignType"] is "Search & content" or "Dynamic search").Sum(row => ReportText.Number(row, "Clicks")), ads.Sum("Clicks"));
    }

    [Fact]
    public async Task Devices_add_up_to_the_whole()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var whole = await client.ReadAsync("Campaign", "TimePeriod CampaignId Spend", first, last);
        var byDevice = await client.ReadAsync("Campaign", "TimePeriod CampaignId DeviceType Spend", first, last);

        Assert.Equal(3, byDevice.Rows.Select(row => row["DeviceType"]).Distinct().Count());
        Assert.Equal(whole.Sum("Spend"), byDevice.Sum("Spend"));
    }

    [Fact]
    public async Task Months_and_the_summary_add_up_to_the_days()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var (from, to) = (new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 31));

        var days = await client.ReadAsync("Account", "TimePeriod AccountId Clicks", from, to);
        var months = await client.ReadAsync("Account", "TimePeriod AccountId Clicks", from, to, request => request["Aggregation"] = "Monthly");
        var summary = await client.ReadAsync("Account", "AccountId Clicks", from, to);

        Assert.Equal(["2026-09-01", "2026-10-01"], months.Rows.Select(row => row["TimePeriod"]));
        Assert.Equal([days.Sum("Clicks"), days.Sum("Clicks")], [months.Sum("Clicks"), summary.Sum("Clicks")]);
        Assert.Single(summary.Rows);
    }

    [Fact]
    public async Task Hours_add_up_to_the_day()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var day = await client.ReadAsync("Campaign", "TimePeriod CampaignId Spend", last, last);
        var hours = await client.ReadAsync("Campaign", "TimePeriod CampaignId Spend", last, last, request => request["Aggregation"] = "Hourly");

        Assert.Matches(@"^2026-10-14\|\d\d$", hours.Rows[0]["TimePeriod"]);
        Assert.Equal(day.Sum("Spend"), hours.Sum("Spend"));
    }

    [Fact]
    public async Task A_range_without_activity_ends_in_success_without_a_file()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var longAgo = new DateOnly(2024, 2, 1);

        var status = await client.FinishAsync(client.Request("Campaign", "TimePeriod CampaignId Clicks", longAgo, longAgo));

        Assert.Equal(("Success", null), status);
    }

    [Fact]
    public async Task A_report_is_pending_as_often_as_the_options_say()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var id = await client.AcceptedAsync(client.Request("Account", "TimePeriod AccountId Clicks", first, last));

        string[] statuses = [(await client.StatusAsync(id)).Status, (await client.StatusAsync(id)).Status, (await client.StatusAsync(id)).Status];

        Assert.Equal(["Pending", "Pending", "Success"], statuses);
    }

    [Fact]
    public async Task Another_users_report_does_not_exist()
    {
        var maria = await ReportingClient.SignInAsync(emulator);
        var anna = await ReportingClient.SignInAsync(emulator, "anna@contoso.example", 250001, 180000004);
        var id = await maria.AcceptedAsync(maria.Request("Account", "TimePeriod AccountId Clicks", first, last));

        using var answer = await anna.PollAsync(id);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(2101, ReportingClient.Code(await EmulatorFixture.JsonAsync(answer)));
    }

    [Fact]
    public async Task A_user_with_too_many_reports_in_work_must_wait_for_one_to_end()
    {
        await using var own = await EmulatorFixture.StartAsync();
        own.App.Services.GetRequiredService<Reports>().MostPending = 2;
        var client = await ReportingClient.SignInAsync(own);
        JsonObject Request() => client.Request("Account", "TimePeriod AccountId Clicks", first, last);
        var waiting = await client.AcceptedAsync(Request());
        await client.AcceptedAsync(Request());

        var refused = await client.RefusedAsync(Request());
        while ((await client.StatusAsync(waiting)).Status == "Pending")
        {
            continue;
        }

        Assert.Equal(207, refused);
        Assert.NotEmpty(await client.AcceptedAsync(Request()));
    }

    private static Dictionary<string, decimal> Sums(IEnumerable<IReadOnlyDictionary<string, string>> rows, string measure, string by = "CampaignId") => rows
        .GroupBy(row => row[by]).ToDictionary(group => group.Key, group => group.Sum(row => ReportText.Number(row, measure)))
        .Where(sum => sum.Value > 0).OrderBy(sum => sum.Key).ToDictionary();
}

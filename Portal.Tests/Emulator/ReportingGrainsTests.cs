namespace Portal.Tests.Emulator;

/// <summary>The same traffic at every grain: what belongs together adds up.</summary>
public sealed class ReportingGrainsTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private const string Measures = "Impressions Clicks Spend ConversionsQualified Revenue AllConversionsQualified AllRevenue";
    private static readonly DateOnly first = new(2026, 10, 1);
    private static readonly DateOnly last = new(2026, 10, 14);

    public static TheoryData<string> EachMeasure => [.. Measures.Split(' ')];

    [Theory]
    [MemberData(nameof(EachMeasure))]
    public async Task Campaigns_devices_hours_and_the_summary_are_the_account(string measure)
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var account = await client.ReadAsync("Account", $"TimePeriod AccountId {Measures}", first, last);
        var campaigns = await client.ReadAsync("Campaign", $"TimePeriod CampaignId {Measures}", first, last);
        var devices = await client.ReadAsync("Campaign", $"TimePeriod CampaignId DeviceType {Measures}", first, last);
        var hours = await client.ReadAsync("Campaign", $"TimePeriod CampaignId {Measures}", first, last, request => request["Aggregation"] = "Hourly");
        var accountHours = await client.ReadAsync("Account", $"TimePeriod AccountId {Measures}", first, last, request => request["Aggregation"] = "Hourly");
        var summary = await client.ReadAsync("Account", $"AccountId {Measures}", first, last, request => request["Aggregation"] = "Summary");

        var total = account.Sum(measure);
        Assert.True(total > 0);
        Assert.All(new[] { campaigns, devices, hours, accountHours, summary }, report => Assert.Equal(total, report.Sum(measure)));
    }

    [Theory]
    [InlineData("SearchQuery", "SearchQuery", 0.3)]
    [InlineData("Geographic", "Country City LocationId LocationType", 0.97)]
    [InlineData("Audience", "AudienceId AssociationId", 0.3)]
    public async Task Search_terms_places_and_audiences_stay_below_their_campaign(string grain, string columns, double least)
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var campaigns = ByCampaign(await client.ReadAsync("Campaign", "TimePeriod CampaignId Clicks", first, last));
        var parts = ByCampaign(await client.ReadAsync(grain, $"TimePeriod CampaignId {columns} Clicks", first, last));

        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.InRange(part.Value, 0, campaigns[part.Key]));
        Assert.InRange(parts.Values.Sum() / parts.Keys.Sum(id => campaigns[id]), (decimal)least, 0.99m);
    }

    [Fact]
    public async Task Asset_groups_are_the_performance_max_campaigns()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var campaigns = await client.ReadAsync("Campaign", "TimePeriod CampaignId CampaignType Spend", first, last);
        var assetGroups = await client.ReadAsync("AssetGroup", "TimePeriod AccountId CampaignId AssetGroupId AssetGroupName AssetGroupStatus Spend", first, last);

        Assert.Equal(campaigns.Rows.Where(row => row["CampaignType"] == "Performance max").Sum(row => ReportText.Number(row, "Spend")), assetGroups.Sum("Spend"));
        Assert.All(assetGroups.Rows, row => Assert.NotEmpty(row["AssetGroupId"]));
        Assert.True(assetGroups.Rows.Select(row => row["AssetGroupId"]).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("Campaign", "Goal GoalType")]
    [InlineData("Conversion", "Goal GoalId")]
    [InlineData("GoalsAndFunnelsReport", "Goal GoalId")]
    public async Task The_goals_of_a_campaign_share_its_conversions(string report, string columns)
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var campaigns = await client.ReadAsync("Campaign", "TimePeriod CampaignId AllConversionsQualified AllRevenue", first, last);
        var goals = await client.ReadAsync(report, $"TimePeriod CampaignId {columns} AllConversionsQualified AllRevenue", first, last);

        Assert.True(goals.Rows.Select(row => row["Goal"]).Distinct().Count() > 3);
        Assert.Equal(ByCampaign(campaigns, "AllConversionsQualified"), ByCampaign(goals, "AllConversionsQualified"));
        Assert.Equal(ByCampaign(campaigns, "AllRevenue"), ByCampaign(goals, "AllRevenue"));
    }

    [Fact]
    public async Task Impressions_stand_in_the_row_of_each_goal_again()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var campaigns = await client.ReadAsync("Campaign", "TimePeriod CampaignId Impressions", last, last);
        var goals = await client.ReadAsync("Campaign", "TimePeriod CampaignId Goal GoalType Impressions", last, last);

        Assert.True(goals.Rows.Count > campaigns.Rows.Count);
        Assert.All(goals.Rows, goal => Assert.Equal(campaigns.Rows.Single(row => row["CampaignId"] == goal["CampaignId"])["Impressions"], goal["Impressions"]));
    }

    [Fact]
    public async Task Conversions_by_keyword_leave_nothing_out_where_there_is_no_keyword()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var campaigns = await client.ReadAsync("Campaign", "TimePeriod CampaignId CampaignType ConversionsQualified", first, last);
        var keywords = await client.ReadAsync("Conversion", "TimePeriod CampaignId AdGroupId KeywordId Goal GoalId ConversionsQualified", first, last);

        Assert.Contains(keywords.Rows, row => row["KeywordId"].Length == 0);
        Assert.Equal(
            campaigns.Rows.Where(row => row["CampaignType"] != "Performance max").Sum(row => ReportText.Number(row, "ConversionsQualified")),
            keywords.Sum("ConversionsQualified"));
    }

    [Fact]
    public async Task What_the_columns_do_not_tell_apart_is_one_row()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var places = await client.ReadAsync("Geographic", "TimePeriod CampaignId Country LocationId LocationType Clicks", first, last);
        var countries = await client.ReadAsync("Geographic", "AccountId Country Clicks", first, last);

        Assert.Equal(countries.Rows.Count, countries.Rows.DistinctBy(row => row["Country"]).Count());
        Assert.Equal(places.Sum("Clicks"), countries.Sum("Clicks"));
    }

    [Fact]
    public async Task The_budget_report_says_what_the_month_has_cost_up_to_each_day()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var columns = "AccountName AccountNumber AccountId CampaignName CampaignId Date CurrencyCode MonthlyBudget DailySpend MonthToDateSpend";

        var budget = await client.ReadAsync("BudgetSummaryReport", columns, last, last, request => request.Remove("Aggregation"));
        var month = ByCampaign(await client.ReadAsync("Campaign", "TimePeriod CampaignId Spend", first, last), "Spend");

        Assert.NotEmpty(budget.Rows);
        Assert.All(budget.Rows, row =>
        {
            Assert.Equal("10/14/2026", row["Date"]);
            Assert.Equal(month.GetValueOrDefault(row["CampaignId"]), ReportText.Number(row, "MonthToDateSpend"));
        });
    }

    private static Dictionary<string, decimal> ByCampaign(ReportText report, string measure = "Clicks") => report.Rows
        .GroupBy(row => row["CampaignId"]).ToDictionary(group => group.Key, group => group.Sum(row => ReportText.Number(row, measure)))
        .Where(sum => sum.Value > 0).OrderBy(sum => sum.Key).ToDictionary();
}

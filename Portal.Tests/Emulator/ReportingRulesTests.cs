using System.Text.Json.Nodes;

namespace Portal.Tests.Emulator;

/// <summary>What Submit refuses, by the number of the fault.</summary>
public sealed class ReportingRulesTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private static readonly DateOnly first = new(2026, 11, 1);
    private static readonly DateOnly last = new(2026, 11, 22);

    public static TheoryData<int, string> Refusals => new()
    {
        { 2002, """{"Type":"WeatherReportRequest"}""" },
        { 100, """{"Columns":["TimePeriod","Weather","Clicks"]}""" },
        { 2014, """{"Columns":[]}""" },
        { 2016, """{"Columns":["TimePeriod","CampaignId","Clicks","clicks"]}""" },
        { 2017, """{"Columns":["TimePeriod","CampaignId"]}""" },
        { 2015, """{"Columns":["Clicks"]}""" },
        { 2034, """{"Aggregation":"Summary"}""" },
        { 2053, """{"Columns":["TimePeriod","CampaignId","Clicks","ImpressionSharePercent","BudgetName"]}""" },
        { 2053, """{"Columns":["TimePeriod","CampaignId","Clicks","RelativeCtr","CustomerId"]}""" },
        { 2053, """{"Aggregation":"Hourly","Columns":["TimePeriod","CampaignId","Clicks","ImpressionSharePercent"]}""" },
        { 2053, """{"Type":"AccountPerformanceReportRequest","Columns":["TimePeriod","AccountId","Clicks","ClickSharePercent","Goal"]}""" },
        { 2053, """{"Type":"AdGroupPerformanceReportRequest","Columns":["TimePeriod","AdGroupId","Clicks","ImpressionLostToBudgetPercent","DeviceOS"]}""" },
        { 2053, """{"Columns":["TimePeriod","CampaignId","Clicks","TopImpressionSharePercent","TopVsOther"]}""" },
        { 2017, """{"Columns":["TimePeriod","CampaignId","ImpressionSharePercent"]}""" },
        { 2015, """{"Type":"AudiencePerformanceReportRequest","Columns":["TimePeriod","AudienceName","Clicks"]}""" },
        { 2015, """{"Type":"GoalsAndFunnelsReportRequest","Columns":["TimePeriod","CampaignId","AllConversionsQualified"]}""" },
        { 2015, """{"Type":"BudgetSummaryReportRequest","Columns":["Date","CampaignId","DailySpend"]}""" },
        { 2034, """{"Type":"GeographicPerformanceReportRequest","Aggregation":"Summary","Columns":["TimePeriod","Country","Clicks"]}""" },
        { 100, """{"Type":"AssetGroupPerformanceReportRequest","Columns":["TimePeriod","AssetGroupId","AdGroupId","Clicks"]}""" },
        { 2052, """{"Aggregation":"Weekly","Columns":["TimePeriod","CampaignId","Clicks","QualityScore"]}""" },
        { 2054, """{"Aggregation":"Weekly","Columns":["TimePeriod","CampaignId","Clicks","HistoricalQualityScore"]}""" },
        { 2003, """{"Scope":{"AccountIds":["181000001","180000001"]}}""" },
        { 2018, """{"Scope":{"AccountIds":[]}}""" },
        { 2008, """{"Time":{"PredefinedTime":"Yesterday","CustomDateRangeStart":{"Day":1,"Month":11,"Year":2026},"CustomDateRangeEnd":{"Day":1,"Month":11,"Year":2026}}}""" },
        { 2008, """{"Time":{"ReportTimeZone":"EasternTimeUSCanada"}}""" },
        { 2007, """{"Time":{"PredefinedTime":"LastSixMonths"}}""" },
        { 2040, """{"Time":{"CustomDateRangeStart":{"Day":31,"Month":11,"Year":2026},"CustomDateRangeEnd":{"Day":1,"Month":12,"Year":2026}}}""" },
        { 2041, """{"Time":{"CustomDateRangeStart":{"Day":1,"Month":12,"Year":2026},"CustomDateRangeEnd":{"Day":2,"Month":12,"Year":2026}}}""" },
        { 2010, """{"Time":{"CustomDateRangeStart":{"Day":1,"Month":11,"Year":2026},"CustomDateRangeEnd":{"Day":2,"Month":12,"Year":2026}}}""" },
        { 2011, """{"Time":{"CustomDateRangeStart":{"Day":2,"Month":11,"Year":2026},"CustomDateRangeEnd":{"Day":1,"Month":11,"Year":2026}}}""" },
        { 2009, """{"Time":{"CustomDateRangeStart":{"Day":1,"Month":1,"Year":2023},"CustomDateRangeEnd":{"Day":1,"Month":11,"Year":2026}}}""" },
        { 2005, """{"ReturnOnlyCompleteData":true,"Time":{"PredefinedTime":"Today"}}""" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_request_that_breaks_a_rule_is_refused_by_its_number(int code, string change)
    {
        var client = await ReportingClient.SignInAsync(emulator);
        var request = client.Request("Campaign", "TimePeriod CampaignId Clicks", first, last);
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            request[name] = value?.DeepClone();
        }

        Assert.Equal(code, await client.RefusedAsync(request));
    }

    /// <summary>These columns exclude others in the campaign report only.</summary>
    [Fact]
    public async Task Top_shares_go_with_other_columns_in_an_account_report()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        Assert.NotEmpty(await client.AcceptedAsync(client.Request("Account", "TimePeriod AccountId Clicks TopImpressionSharePercent TopVsOther", first, last)));
    }

    [Fact]
    public async Task Complete_data_is_refused_until_three_hours_after_the_last_day()
    {
        await using var own = await EmulatorFixture.StartAsync();
        var client = await ReportingClient.SignInAsync(own);
        JsonObject Request() => client.Request("Account", "TimePeriod AccountId Clicks", last, last, request =>
        {
            request["ReturnOnlyCompleteData"] = true;
            request["Time"]!["ReportTimeZone"] = "PacificTimeUSCanadaTijuana";
        });

        var early = await client.RefusedAsync(Request());
        own.Clock.Advance(TimeSpan.FromHours(3));
        client = await ReportingClient.SignInAsync(own);

        Assert.Equal(2004, early);
        Assert.NotEmpty(await client.AcceptedAsync(Request()));
    }

    [Fact]
    public async Task The_zone_names_of_reports_are_taken_and_those_of_accounts_are_not()
    {
        var client = await ReportingClient.SignInAsync(emulator);
        JsonObject Request(string zone) => client.Request("Account", "TimePeriod AccountId Clicks", first, last, request => request["Time"]!["ReportTimeZone"] = zone);

        Assert.NotEmpty(await client.AcceptedAsync(Request("AthensIslandanbulMinsk")));
        Assert.Equal(100, await client.RefusedAsync(Request("AthensBuckarestIstanbul")));
    }
}

namespace Portal.Tests.Emulator;

/// <summary>Hours of the account, how long they are kept, and what comes later than the clicks.</summary>
public sealed class ReportingTimeTests
{
    private const string Shares =
        "ImpressionSharePercent ImpressionLostToBudgetPercent ImpressionLostToRankAggPercent TopImpressionSharePercent AbsoluteTopImpressionSharePercent ClickSharePercent";

    [Theory]
    [InlineData("2026-11-01", "01", 24)]
    [InlineData("2027-03-14", "02", 23)]
    public async Task Hours_follow_the_clock_of_the_account_when_it_changes(string date, string odd, int hours)
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        emulator.Clock.Advance(TimeSpan.FromDays(120));
        var client = await ReportingClient.SignInAsync(emulator);
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);

        var whole = await client.ReadAsync("Account", "TimePeriod AccountId Clicks Spend", day, day);
        var byHour = await client.ReadAsync("Account", "TimePeriod AccountId Impressions Clicks Spend", day, day, request => request["Aggregation"] = "Hourly");

        Assert.Equal(hours, byHour.Rows.Count);
        Assert.Equal(hours, byHour.Rows.DistinctBy(row => row["TimePeriod"]).Count());
        Assert.Equal(hours == 24, byHour.Rows.Any(row => row["TimePeriod"] == $"{date}|{odd}"));
        Assert.Equal((whole.Sum("Clicks"), whole.Sum("Spend")), (byHour.Sum("Clicks"), byHour.Sum("Spend")));
        if (hours == 24)
        {
            // Two hours in one: more than the hours around it have together.
            Assert.True(Impressions(byHour, 1) > 1.2m * (Impressions(byHour, 0) + Impressions(byHour, 2)) / 2);
        }
    }

    [Theory]
    [InlineData("Campaign", "CampaignId", "2026-05-23", "2026-05-22")]
    [InlineData("SearchQuery", "SearchQuery", "2026-10-23", "2026-10-22")]
    [InlineData("Geographic", "Country", "2026-11-09", "2026-11-08")]
    public async Task Hours_are_kept_for_six_months_one_month_or_fourteen_days(string grain, string column, string kept, string gone)
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var client = await ReportingClient.SignInAsync(emulator);

        var request = (string date) => client.Request(
            grain, $"TimePeriod {column} Clicks", DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), new(2026, 11, 22),
            asked => asked["Aggregation"] = "Hourly");

        Assert.NotEmpty(await client.AcceptedAsync(request(kept)));
        Assert.Equal(2009, await client.RefusedAsync(request(gone)));
    }

    [Theory]
    [InlineData("Account", "AccountId")]
    [InlineData("Campaign", "CampaignId")]
    [InlineData("AdGroup", "AdGroupId")]
    public async Task Impression_shares_are_empty_until_hours_after_the_utc_day(string grain, string column)
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var day = new DateOnly(2026, 11, 22);

        // The account's day reaches into 23 November in UTC; 14 to 18 hours after that day's end is the 24th.
        var early = await ReadAsync(TimeSpan.FromHours(29));
        var late = await ReadAsync(TimeSpan.FromHours(5));

        Assert.All(early.Rows, row => Assert.All(Shares.Split(' '), share => Assert.Equal("", row[share])));
        Assert.Contains(late.Rows, row => Shares.Split(' ').All(share => row[share].EndsWith('%')));
        Assert.Equal(early.Sum("Impressions"), late.Sum("Impressions"));

        async Task<ReportText> ReadAsync(TimeSpan later)
        {
            emulator.Clock.Advance(later);
            return await (await ReportingClient.SignInAsync(emulator)).ReadAsync(grain, $"TimePeriod {column} Impressions {Shares}", day, day);
        }
    }

    [Fact]
    public async Task Shares_of_a_search_campaign_and_what_it_lost_make_a_whole()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var client = await ReportingClient.SignInAsync(emulator);

        var report = await client.ReadAsync("Campaign", $"TimePeriod CampaignId Impressions {Shares}", new(2026, 10, 1), new(2026, 10, 14));

        Assert.All(report.Rows.Where(row => row["ImpressionSharePercent"].Length > 0), row => Assert.InRange(
            Percent(row, "ImpressionSharePercent") + Percent(row, "ImpressionLostToBudgetPercent") + Percent(row, "ImpressionLostToRankAggPercent"), 99.9m, 100.1m));
    }

    [Fact]
    public async Task An_account_that_changed_its_zone_and_currency_is_reported_in_the_new_ones()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var client = await ReportingClient.SignInAsync(emulator);
        var day = new DateOnly(2026, 10, 14);
        var before = await client.ReadAsync("Account", "TimePeriod AccountId CurrencyCode Impressions Spend", day, day);

        emulator.Directory.Replace(emulator.Directory.AccountBy(181000001)! with { CurrencyCode = "JPY", TimeZone = "OsakaSapporoTokyo" });
        var after = await client.ReadAsync("Account", "TimePeriod AccountId CurrencyCode Impressions Spend", day, day);
        var devices = await client.ReadAsync("Campaign", "TimePeriod CampaignId DeviceType Spend", day, day);

        Assert.Equal("(GMT-05:00) Eastern Time (US & Canada)", before.Header("Time Zone"));
        Assert.Equal("(GMT+09:00) Osaka, Sapporo, Tokyo", after.Header("Time Zone"));
        Assert.Equal(("JPY", before.Sum("Impressions")), (after.Rows[0]["CurrencyCode"], after.Sum("Impressions")));
        Assert.InRange(after.Sum("Spend") / before.Sum("Spend"), 149, 151);
        Assert.EndsWith(".00", after.Rows[0]["Spend"]);
        Assert.Equal(after.Sum("Spend"), devices.Sum("Spend"));
    }

    private static decimal Impressions(ReportText report, int hour) =>
        ReportText.Number(report.Rows.Single(row => row["TimePeriod"].EndsWith($"|{hour:00}", StringComparison.Ordinal)), "Impressions");

    private static decimal Percent(IReadOnlyDictionary<string, string> row, string name) =>
        decimal.Parse(row[name].TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
}

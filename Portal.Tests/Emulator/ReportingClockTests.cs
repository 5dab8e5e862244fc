using System.Net;

namespace Portal.Tests.Emulator;

/// <summary>What the emulator's clock does to reported numbers and to reports.</summary>
public sealed class ReportingClockTests
{
    private const string Columns = "TimePeriod CampaignId Clicks ConversionsQualified Revenue";
    private static readonly DateOnly yesterday = new(2026, 11, 22);

    [Fact]
    public async Task Conversions_of_a_day_grow_for_thirty_days_and_then_stop()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var client = await ReportingClient.SignInAsync(emulator);
        var seen = new List<decimal>();

        foreach (var days in new[] { 0, 6, 12, 13, 30 })
        {
            client = await LaterAsync(emulator, TimeSpan.FromDays(days));
            seen.Add((await client.ReadAsync("Campaign", Columns, yesterday, yesterday)).Sum("ConversionsQualified"));
        }

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(4, seen.Distinct().Count());
        Assert.Equal(seen[3], seen[4]);
    }

    [Fact]
    public async Task The_slow_account_still_gains_conversions_after_two_months()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        var atForty = await SlowAsync(emulator, 40);
        var atEighty = await SlowAsync(emulator, 40);

        Assert.True(atForty < atEighty);

        static async Task<decimal> SlowAsync(EmulatorFixture emulator, int days)
        {
            var client = await LaterAsync(emulator, TimeSpan.FromDays(days), 260002, 181000004);
            return (await client.ReadAsync("Campaign", Columns, yesterday, yesterday)).Sum("ConversionsQualified");
        }
    }

    [Fact]
    public async Task Clicks_of_today_come_in_by_the_hour_and_settle_three_hours_after_its_end()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var today = new DateOnly(2026, 11, 23);
        var seen = new List<decimal>();

        // 03:30, 11:30, 23:30 of the account's day, then 02:30, 03:30 and 10:30 of the next.
        foreach (var hours in new[] { 0, 8, 12, 3, 1, 7 })
        {
            var client = await LaterAsync(emulator, TimeSpan.FromHours(hours));
            seen.Add((await client.ReadAsync("Account", "TimePeriod AccountId Clicks", today, today)).Sum("Clicks"));
        }

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(seen[4], seen[5]);
    }

    [Fact]
    public async Task Some_clicks_turn_out_invalid_after_eight_days_and_none_appear()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var (from, to) = (new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 21));

        var before = await ReadAsync(TimeSpan.Zero);
        var after = await ReadAsync(TimeSpan.FromDays(10));

        Assert.True(before.Sum("Clicks") > after.Sum("Clicks"));
        Assert.All(before.Rows.Zip(after.Rows), row => Assert.True(ReportText.Number(row.First, "Clicks") >= ReportText.Number(row.Second, "Clicks")));

        async Task<ReportText> ReadAsync(TimeSpan later) =>
            await (await LaterAsync(emulator, later)).ReadAsync("Campaign", Columns, from, to);
    }

    [Fact]
    public async Task An_address_ends_after_five_minutes_and_another_poll_gives_a_new_one()
    {
        await using var emulator = await EmulatorFixture.StartAsync(options => options.ReportPolls = 0);
        var client = await ReportingClient.SignInAsync(emulator);
        var id = await client.AcceptedAsync(client.Request("Campaign", Columns, yesterday, yesterday));
        var (_, old) = await client.StatusAsync(id);
        emulator.Clock.Advance(TimeSpan.FromMinutes(6));

        using var expired = await emulator.Http.GetAsync(new Uri(old!), TestContext.Current.CancellationToken);
        var (_, renewed) = await client.StatusAsync(id);
        using var fresh = await emulator.Http.GetAsync(new Uri(renewed!), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, expired.StatusCode);
        Assert.Equal("application/xml", expired.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
    }

    [Fact]
    public async Task A_report_is_gone_after_a_day()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var client = await ReportingClient.SignInAsync(emulator);
        var id = await client.AcceptedAsync(client.Request("Campaign", Columns, yesterday, yesterday));

        using var answer = await (await LaterAsync(emulator, TimeSpan.FromHours(25))).PollAsync(id);

        Assert.Equal(2101, ReportingClient.Code(await EmulatorFixture.JsonAsync(answer)));
    }

    /// <summary>Moves the clock and signs in again: tokens end with time too.</summary>
    private static async Task<ReportingClient> LaterAsync(EmulatorFixture emulator, TimeSpan later, long customerId = 260001, long accountId = 181000001)
    {
        emulator.Clock.Advance(later);
        return await ReportingClient.SignInAsync(emulator, ReportingClient.Maria, customerId, accountId);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;

namespace Portal.Tests.Infrastructure.Sync;

using Period = Portal.Domain.Period;
using ReportKindOf = Portal.Domain.Sync.ReportKind;

public sealed class SyncAccountTests
{
    private static readonly Portal.Domain.Sync.ReportKind[] Grains = [ReportKindOf.Account, ReportKindOf.Campaign, ReportKindOf.AdGroup, ReportKindOf.Keyword];

    [Fact]
    public async Task The_first_sync_and_the_next_one_equal_what_Microsoft_shows_at_every_grain()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;

        var first = await stage.SyncAsync();
        Assert.Equal(SyncRunState.Succeeded, first.State);
        var firstDays = (await stage.SlicesAsync()).First(slice => slice.Kind == SliceKind.AccountReport).Period!.Value;
        Assert.Equal(90, firstDays.Days);
        foreach (var grain in Grains)
        {
            // The emulator credits late conversions second by second, and its clock moves with every poll: only old days stand still.
            var settled = new Period(firstDays.From, firstDays.To.AddDays(-45));
            Assert.Equal(await stage.ShownAsync(accounts[0], grain, settled), await stage.StoredAsync(grain, settled));
            AssertClose(await stage.ShownAsync(accounts[0], grain, firstDays), await stage.StoredAsync(grain, firstDays));
        }

        // Three days later: new days, and conversions that came late to old ones.
        var lookBack = Period.Ending(firstDays.To, LookBack.Default.EachDay - 3);
        var before = await stage.StoredAsync(ReportKindOf.Keyword, lookBack);
        stage.Clock.Advance(TimeSpan.FromDays(3));
        await stage.SyncAsync();
        Assert.True((await stage.StoredAsync(ReportKindOf.Keyword, lookBack)).ConversionHundredths > before.ConversionHundredths);
        var seen = new Period(lookBack.From, firstDays.To.AddDays(3));
        foreach (var grain in Grains)
        {
            AssertClose(await stage.ShownAsync(accounts[0], grain, seen), await stage.StoredAsync(grain, seen));
        }
    }

    /// <summary>Equal but for what came in during the minute between sync and look.</summary>
    private static void AssertClose(Totals shown, Totals stored)
    {
        const double Minute = 2e-4;
        Assert.InRange(stored.Impressions, shown.Impressions * (1 - Minute), shown.Impressions);
        Assert.InRange(stored.Clicks, shown.Clicks * (1 - Minute), shown.Clicks);
        Assert.InRange(stored.SpendMicros, shown.SpendMicros * (1 - Minute), shown.SpendMicros);
        Assert.InRange(stored.ConversionHundredths, shown.ConversionHundredths * (1 - Minute), shown.ConversionHundredths);
        Assert.InRange(stored.RevenueMicros, shown.RevenueMicros * (1 - Minute), shown.RevenueMicros);
    }

    [Fact]
    public async Task The_mirror_holds_what_Microsoft_shows_and_days_are_marked()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;

        await stage.SyncAsync();

        var (campaigns, groups, ads, keywords) = await stage.QueryAsync(async db => (
            await db.Campaigns.CountAsync(), await db.AdGroups.CountAsync(), await db.Ads.CountAsync(), await db.Keywords.CountAsync()));
        var slices = await stage.SlicesAsync();
        Assert.InRange(campaigns + groups + ads + keywords, 1, slices.Single(slice => slice.Kind == SliceKind.Entities).Added);
        Assert.True(campaigns > 0 && groups > 0 && ads > 0 && keywords > 0);
        var today = slices.First(slice => slice.Kind == SliceKind.AccountReport).To;
        var marks = await stage.QueryAsync(db => db.DayMarks.Where(mark => mark.Report == ReportKindOf.Keyword).ToListAsync());
        Assert.Equal(90, marks.Count);
        Assert.Equal(DayState.Provisional, marks.Single(mark => mark.Date == today).State);
        Assert.Equal(DayState.Final, marks.Single(mark => mark.Date == today!.Value.AddDays(-3)).State);
        Assert.NotNull((await stage.QueryAsync(db => db.AdsAccounts.SingleAsync(account => account.AccountId == accounts[0].AccountId))).SyncedAt);
    }

    [Fact]
    public async Task A_restart_goes_on_polling_and_submits_nothing_twice()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => options.ReportPolls = 9);
        await using var _ = stage;
        var started = await stage.StartAsync();
        var next = await stage.AdvanceAsync(started.Run, accounts[0].AccountId);
        Assert.NotNull(next);
        Assert.Equal(1, stage.Log.Count("GenerateReport/Submit"));

        var restarted = stage.AnotherProcess();
        while (next is not null)
        {
            stage.Clock.Advance(TimeSpan.FromMinutes(1));
            next = await stage.AdvanceAsync(started.Run, accounts[0].AccountId, restarted);
        }

        Assert.Equal((await stage.SlicesAsync()).Count(slice => slice.Report is not null), stage.Log.Count("GenerateReport/Submit"));
        Assert.All(await stage.SlicesAsync(), slice => Assert.Equal(SliceState.Done, slice.State));
    }

    [Theory]
    [InlineData(ReportFlaw.TruncatedZip)]
    [InlineData(ReportFlaw.WrongRowCount)]
    [InlineData(ReportFlaw.Fails)]
    public async Task A_bad_report_is_had_again_until_it_is_good(ReportFlaw flaw)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Reports.Spoil(flaw);

        var run = await stage.SyncAsync();

        Assert.Equal(SyncRunState.Succeeded, run.State);
        var days = (await stage.SlicesAsync()).First(slice => slice.Kind == SliceKind.AccountReport).Period!.Value;
        var settled = new Period(days.From, days.To.AddDays(-45));
        Assert.Equal(await stage.ShownAsync(accounts[0], ReportKindOf.Account, settled), await stage.StoredAsync(ReportKindOf.Account, settled));
        AssertClose(await stage.ShownAsync(accounts[0], ReportKindOf.Account, days), await stage.StoredAsync(ReportKindOf.Account, days));
        Assert.Single(await stage.SlicesAsync(), slice => slice.Attempts > 0);
    }

    [Fact]
    public async Task An_account_without_access_fails_with_a_sentence_and_stops_no_other()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = 106, AccountId = accounts[0].AccountId.Value, Times = null });

        var run = await stage.SyncAsync();

        Assert.Equal(SyncRunState.Partial, run.State);
        var states = (await stage.SlicesAsync()).GroupBy(slice => slice.AccountId).ToDictionary(slices => slices.Key, slices => slices.Select(slice => slice.State).Distinct().ToList());
        Assert.Equal([SliceState.Failed], states[accounts[0].AccountId]);
        Assert.Equal([SliceState.Done], states[accounts[1].AccountId]);
        var failed = await stage.QueryAsync(db => db.AdsAccounts.SingleAsync(account => account.AccountId == accounts[0].AccountId));
        Assert.Contains("may not read this account", failed.Failure, StringComparison.Ordinal);
        Assert.Null(failed.SyncedAt);
    }

    [Fact]
    public async Task A_throttled_slice_is_late_and_loses_no_attempt()
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = 207, Route = "GenerateReport/Submit", Times = 1 });

        var run = await stage.SyncAsync();

        Assert.Equal(SyncRunState.Succeeded, run.State);
        Assert.All(await stage.SlicesAsync(), slice => Assert.Equal(0, slice.Attempts));
    }

    [Fact]
    public async Task A_second_start_answers_with_the_run_that_is_under_way()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var first = await stage.StartAsync();

        var second = await stage.StartAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(16));
        var third = await stage.StartAsync();

        Assert.Equal((first.Run, 0), (second.Run, second.Accounts.Count));
        Assert.Equal((first.Run, accounts[0].AccountId), (third.Run, Assert.Single(third.Accounts)));
        Assert.Equal(1, await stage.QueryAsync(db => db.SyncRuns.CountAsync()));
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Sync;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Sync;

namespace Portal.Tests.Infrastructure.Sync;

public sealed class WatchdogTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task What_moves_may_take_as_long_as_it_likes_and_what_stands_still_is_cut()
    {
        var clock = new FakeTimeProvider();
        var watchdog = new Watchdog(clock);

        var well = await watchdog.WatchAsync(Budget, Moving, CancellationToken.None);
        var still = watchdog.WatchAsync(Budget, held => Task.Delay(Timeout.InfiniteTimeSpan, held), CancellationToken.None);
        clock.Advance(Budget - TimeSpan.FromSeconds(1));
        Assert.False(still.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((true, false), (well, await still));

        Task Moving(CancellationToken held)
        {
            for (var sign = 0; sign < 10; sign++)
            {
                clock.Advance(Budget - TimeSpan.FromSeconds(1));
                Assert.False(held.IsCancellationRequested);
                watchdog.Moved();
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Whoever_stops_the_work_from_outside_is_not_taken_for_the_watchdog()
    {
        using var outside = new CancellationTokenSource();
        var work = new Watchdog(new FakeTimeProvider()).WatchAsync(Budget, held => Task.Delay(Timeout.InfiniteTimeSpan, held), outside.Token);

        await outside.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Fact]
    public async Task A_report_that_hangs_is_cut_lets_go_of_its_account_and_is_had_in_two_parts()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;
        await stage.QueryAsync(db => db.SyncSlices.Where(slice => slice.Kind != SliceKind.AccountReport).ExecuteDeleteAsync());
        stage.Faults.Add(new FaultRule(FaultKind.Hang) { Route = "GenerateReport/Submit", Times = 1 });
        var clock = new FakeTimeProvider();

        var work = stage.InTenantAsync(services => ActivatorUtilities.CreateInstance<SyncAccount>(services, new Watchdog(clock)).RunAsync(run, accounts[0].AccountId, null, CancellationToken.None));
        Assert.True(SpinWait.SpinUntil(() => stage.Faults.Rules.Any(rule => rule.Struck == 1), TimeSpan.FromSeconds(60)));
        clock.Advance(SliceKind.AccountReport.MayStandStill());
        var next = await work;

        Assert.NotNull(next);
        Assert.Null((await stage.QueryAsync(db => db.AdsAccounts.AsNoTracking().SingleAsync())).LeaseUntil);
        var halves = (await stage.SlicesAsync()).OrderByDescending(slice => slice.To).ToList();
        Assert.Equal([45, 45], halves.Select(slice => slice.Period!.Value.Days));
        Assert.Equal(halves[0].From, halves[1].To!.Value.AddDays(1));
        Assert.Contains("Nothing moved", halves[0].Failure, StringComparison.Ordinal);

        await stage.CarryAsync(run, accounts[0].AccountId);
        Assert.All(await stage.SlicesAsync(), slice => Assert.Equal(SliceState.Done, slice.State));
        Assert.Equal(90, await stage.QueryAsync(db => db.DayMarks.CountAsync(mark => mark.Report == ReportKind.Account)));
    }

    [Fact]
    public async Task A_report_that_is_only_late_is_waited_for()
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Faults.Add(new FaultRule(FaultKind.Latency) { Route = "GenerateReport/Submit", Times = 2, Delay = TimeSpan.FromMilliseconds(300) });

        var run = await stage.SyncAsync();

        Assert.Equal(SyncRunState.Succeeded, run.State);
        Assert.All(await stage.SlicesAsync(), slice => Assert.Equal(0, slice.Attempts));
    }

    [Fact]
    public void Of_a_long_range_two_halves_are_made_and_a_short_one_is_left_whole()
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var slice = new SyncSlice(default, default, default, SliceKind.KeywordReport, new(new(2026, 11, 1), new(2026, 11, 9)), now, SyncPurpose.BackFill);
        slice.Submitted("some id", now);

        var older = slice.Halve(now)!;

        Assert.Equal((new(new(2026, 11, 5), new(2026, 11, 9)), new(new(2026, 11, 1), new(2026, 11, 4))), (slice.Period!.Value, older.Period!.Value));
        Assert.Equal((SliceState.Waiting, null, SyncPurpose.BackFill), (slice.State, slice.ReportRequestId, older.Purpose));
        Assert.Null(slice.Halve(now));
    }

    [Fact]
    public async Task An_account_whose_job_was_lost_is_taken_up_once_and_a_run_that_was_left_open_is_closed()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;
        await stage.CarryAsync(run, accounts[0].AccountId);
        Assert.Empty(await TakeUpAsync(stage));
        stage.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal([accounts[1].AccountId], Assert.Single(await TakeUpAsync(stage)).Accounts);
        Assert.Empty(await TakeUpAsync(stage));

        await stage.QueryAsync(db => db.SyncSlices.Where(slice => slice.EndedAt == null).ExecuteDeleteAsync());
        Assert.Empty(await TakeUpAsync(stage));
        Assert.Equal(SyncRunState.Succeeded, (await stage.QueryAsync(db => db.SyncRuns.SingleAsync())).State);
    }

    private static Task<IReadOnlyList<StartedSync>> TakeUpAsync(Harness.MicrosoftStage stage) =>
        stage.InTenantAsync(services => services.GetRequiredService<StalledAccounts>().TakeUpAsync(null, CancellationToken.None));
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

public sealed class OldRunsTests : IAsyncLifetime
{
    private static readonly Period Days = new(new(2026, 11, 1), new(2026, 11, 10));
    private MicrosoftStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await MicrosoftStage.OpenAsync();

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task The_slices_of_a_run_go_a_week_after_its_end_and_what_it_brought_stays()
    {
        var old = await RunAsync(1200);
        var newest = await RunAsync(3);
        stage.Clock.Advance(OldRuns.SlicesKept - TimeSpan.FromMinutes(5));
        Assert.Equal(0, await ClearAsync());

        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1200, await ClearAsync());

        var run = await FindAsync(old);
        Assert.Equal((1200, 12_000, stage.Clock.GetUtcNow()), (run!.Slices, run.Rows, run.ClearedAt!.Value));
        Assert.Equal([newest, newest, newest], (await stage.SlicesAsync()).Select(slice => slice.RunId));
        Assert.Equal(0, await ClearAsync());
    }

    [Fact]
    public async Task The_newest_run_keeps_its_slices_however_old_it_is_and_so_does_one_that_has_not_ended()
    {
        var byHand = await RunAsync(2, SyncPurpose.ByHand);
        var newest = await RunAsync(3);
        var open = await RunAsync(4, SyncPurpose.BackFill, ends: false);
        stage.Clock.Advance(TimeSpan.FromDays(100));

        Assert.Equal(2, await ClearAsync());

        Assert.Equal([newest, open], (await stage.SlicesAsync()).Select(slice => slice.RunId).Distinct());
        Assert.NotNull((await FindAsync(byHand))!.ClearedAt);
    }

    [Fact]
    public async Task A_failed_slice_stays_while_it_is_the_last_word_on_one_of_its_days()
    {
        var (readSince, failedAgain, lastWord, halfRead) = (new AdsId<AdsAccount>(1), new AdsId<AdsAccount>(2), new AdsId<AdsAccount>(3), new AdsId<AdsAccount>(4));
        var old = await FailAsync(Days, readSince, failedAgain, lastWord, halfRead);
        await ReadAsync(lastWord, Days);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        var (again, fresh) = (await FailAsync(new(Days.From.AddDays(-1), Days.To), failedAgain), await RunAsync(1));
        await ReadAsync(readSince, Days);
        await ReadAsync(halfRead, Days with { To = Days.To.AddDays(-1) });
        await stage.QueryAsync(db => db.DayMarks.Where(mark => mark.AccountId == lastWord).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.ReadAt, stage.Clock.GetUtcNow().AddHours(-1))));
        stage.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal(2, await ClearAsync());

        Assert.Equal(
            [(old, lastWord), (old, halfRead), (again, failedAgain), (fresh, new(1))],
            (await stage.SlicesAsync()).Select(slice => (slice.RunId, slice.AccountId)));
    }

    [Fact]
    public async Task A_run_from_before_runs_were_counted_is_counted_before_its_slices_go()
    {
        var old = await RunAsync(5);
        await stage.QueryAsync(db => db.SyncRuns.ExecuteUpdateAsync(set => set.SetProperty(run => run.Slices, 0).SetProperty(run => run.Rows, 0L).SetProperty(run => run.Accounts, 0)));
        await RunAsync(1);
        stage.Clock.Advance(TimeSpan.FromDays(8));

        await ClearAsync();

        var run = await FindAsync(old);
        Assert.Equal((5, 50, 5), (run!.Slices, run.Rows, run.Accounts));
    }

    [Fact]
    public async Task After_fourteen_months_the_run_goes_with_what_is_left_of_it()
    {
        var old = await FailAsync(Days, new AdsId<AdsAccount>(1));
        stage.Clock.Advance(TimeSpan.FromDays(1));
        var newest = await RunAsync(1);
        stage.Clock.Advance(TimeSpan.FromDays(8));
        await ClearAsync();
        Assert.NotNull((await FindAsync(old))!.ClearedAt);

        stage.Clock.Advance(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero).AddMonths(OldRuns.MonthsOfRuns).AddHours(1) - stage.Clock.GetUtcNow());
        await ClearAsync();

        Assert.Null(await FindAsync(old));
        Assert.Equal([newest], (await stage.SlicesAsync()).Select(slice => slice.RunId));
    }

    [Fact]
    public async Task Another_organisations_runs_are_left_to_its_own_turn()
    {
        await RunAsync(2);
        await RunAsync(1);
        var other = await stage.FoundAsync(stage.AnotherProcess(), "fabrikam");
        stage.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal(0, await ClearAsync(other));
        Assert.Equal(2, await ClearAsync());
    }

    [Fact]
    public async Task Nothing_that_is_known_of_the_days_changes_with_it()
    {
        var accounts = await stage.ChooseAsync(1, stage.Tenant);
        stage.Faults.Add(new Portal.Emulator.Traffic.FaultRule(Portal.Emulator.Traffic.FaultKind.Code) { Code = 2016, Route = "GenerateReport/Submit", Times = 1 });
        await stage.SyncAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await stage.SyncAsync();
        Assert.Contains(await stage.SlicesAsync(), slice => slice.State == SliceState.Failed);
        stage.Clock.Advance(TimeSpan.FromDays(8));
        var (before, wanted) = (await KnownAsync(accounts[0]), new WantedBackFill(null, null, new(2025, 12, 1)));
        var estimate = await EstimateAsync(wanted);

        Assert.True(await ClearAsync() > 15);

        Assert.Equal(before, await KnownAsync(accounts[0]));
        Assert.Equal(estimate, await EstimateAsync(wanted));
    }

    private async Task<List<(ReportKind Report, LedgerDay Day)>> KnownAsync(AdsAccount account)
    {
        var days = new List<(ReportKind, LedgerDay)>();
        foreach (var report in Reports.All)
        {
            var period = new Period(new(2026, 8, 1), new(2026, 12, 1));
            var facts = await stage.InTenantAsync(services => services.GetRequiredService<Ledgers>().ReadAsync(account, report, period, CancellationToken.None));
            days.AddRange(facts.Days(period).Select(day => (report, day)));
        }

        return days;
    }

    private Task<BackFillEstimate> EstimateAsync(WantedBackFill wanted) =>
        stage.InTenantAsync(async services => (await services.GetRequiredService<PlanBackFill>().EstimateAsync(wanted, CancellationToken.None)).Value);

    private Task<int> ClearAsync(PortalTenant? tenant = null) => stage.InTenantAsync(services => services.GetRequiredService<OldRuns>().ClearAsync(CancellationToken.None), tenant: tenant);

    private Task<SyncRun?> FindAsync(Id<SyncRun> id) => stage.QueryAsync(db => db.SyncRuns.AsNoTracking().FirstOrDefaultAsync(run => run.Id == id));

    /// <summary>A run whose slices brought ten rows each, of an account each.</summary>
    private Task<Id<SyncRun>> RunAsync(int slices, SyncPurpose purpose = SyncPurpose.Current, bool ends = true) => AddAsync(
        purpose,
        ends,
        Enumerable.Range(1, slices).Select(number => new AdsId<AdsAccount>(number)),
        Days,
        (slice, now) =>
        {
            slice.Progress(10, 10);
            slice.Done(0, 0, 0, now);
        });

    private Task<Id<SyncRun>> FailAsync(Period period, params AdsId<AdsAccount>[] accounts) => AddAsync(SyncPurpose.Current, true, accounts, period, (slice, now) => slice.Fail("It failed.", null, now));

    private Task<Id<SyncRun>> AddAsync(SyncPurpose purpose, bool ends, IEnumerable<AdsId<AdsAccount>> accounts, Period period, Action<SyncSlice, DateTimeOffset> end) => stage.InTenantAsync(async services =>
    {
        var (db, now) = (services.GetRequiredService<PortalDb>(), stage.Clock.GetUtcNow());
        var run = new SyncRun(stage.Tenant.TenantId, Id<SyncRun>.New(now), SyncTrigger.Schedule, null, now, purpose);
        var slices = accounts.Select((account, at) => new SyncSlice(stage.Tenant.TenantId, run.Id, account, SliceKind.CampaignReport, period, now.AddMilliseconds(at), purpose)).ToList();
        slices.ForEach(slice => end(slice, now));
        if (ends)
        {
            run.End(new(slices.Count, 0, slices.Count, slices.Count, 10 * slices.Count, 0, 0, 0), now);
        }

        db.Add(run);
        db.AddRange(slices);
        await db.SaveChangesAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(2));
        return run.Id;
    });

    private Task<int> ReadAsync(AdsId<AdsAccount> account, Period period) => stage.QueryAsync(db =>
    {
        db.DayMarks.AddRange(period.EachDay().Select(day => new DayMark { TenantId = stage.Tenant.TenantId, AccountId = account, Report = ReportKind.Campaign, Date = day, State = DayState.Final, ReadAt = stage.Clock.GetUtcNow() }));
        return db.SaveChangesAsync();
    });
}

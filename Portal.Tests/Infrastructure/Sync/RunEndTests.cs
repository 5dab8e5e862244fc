using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

public sealed class RunEndTests
{
    [Fact]
    public async Task Of_accounts_that_end_at_once_one_closes_the_run()
    {
        var (stage, _) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;
        await stage.QueryAsync(async db =>
        {
            var slices = await db.SyncSlices.ToListAsync();
            slices.ForEach(slice => slice.Done(1, 0, 0, stage.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });

        var closed = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() => CloseAsync(stage, run))));

        Assert.Single(closed, true);
        Assert.Equal(SyncRunState.Succeeded, (await stage.QueryAsync(db => db.SyncRuns.SingleAsync())).State);
    }

    [Fact]
    public async Task A_run_that_moved_nothing_is_no_success_and_empty_reports_are_an_answer()
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var hollow = (await stage.StartAsync()).Run;
        await DoneAsync(stage, _ => { });
        Assert.True(await CloseAsync(stage, hollow));
        var empty = (await stage.StartAsync()).Run;
        await DoneAsync(stage, slice =>
        {
            if (slice.Report is not null)
            {
                slice.ConfirmEmpty();
            }
        });
        Assert.True(await CloseAsync(stage, empty));

        var runs = await stage.QueryAsync(db => db.SyncRuns.ToDictionaryAsync(run => run.Id));
        Assert.Equal((SyncRunState.Nothing, SyncRunState.Succeeded), (runs[hollow].State, runs[empty].State));
        Assert.Equal((1, 0), (runs[empty].Accounts, runs[empty].Failed));
        Assert.True(runs[empty].Slices >= Portal.Domain.Sync.Reports.All.Count);
    }

    private static Task<int> DoneAsync(MicrosoftStage stage, Action<SyncSlice> before) => stage.QueryAsync(async db =>
    {
        foreach (var slice in await db.SyncSlices.Where(slice => slice.EndedAt == null).ToListAsync())
        {
            before(slice);
            slice.Done(0, 0, 0, stage.Clock.GetUtcNow());
        }

        return await db.SaveChangesAsync();
    });

    [Fact]
    public async Task A_run_with_an_open_slice_stays_open()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;
        await EndAsync(stage, run, accounts[0]);

        Assert.False(await CloseAsync(stage, run));
        Assert.Equal(SyncRunState.Running, (await stage.QueryAsync(db => db.SyncRuns.SingleAsync())).State);
    }

    [Fact]
    public async Task The_figures_are_computed_at_the_end_of_the_run_and_not_of_each_account()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;

        await EndAsync(stage, run, accounts[0]);
        Assert.Null(await RememberedAsync(stage));

        await EndAsync(stage, run, accounts[1]);
        Assert.NotNull(await RememberedAsync(stage));
    }

    private static Task<bool> CloseAsync(MicrosoftStage stage, Id<SyncRun> run) =>
        stage.InTenantAsync(services => services.GetRequiredService<RunEnd>().CloseAsync(run, CancellationToken.None));

    private static async Task EndAsync(MicrosoftStage stage, Id<SyncRun> run, AdsAccount account)
    {
        while (await stage.AdvanceAsync(run, account.AccountId) is { } next)
        {
            stage.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (next - stage.Clock.GetUtcNow()).Ticks)));
        }
    }

    /// <summary>The last day with data, as it is known without looking: the rows are gone.</summary>
    private static Task<DateOnly?> RememberedAsync(MicrosoftStage stage) => stage.InTenantAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        await db.AccountDays.ExecuteDeleteAsync();
        return (await services.GetRequiredService<AccountSeries>().LastAsync(await db.ReadDataVersionAsync(CancellationToken.None), CancellationToken.None)).Day;
    });
}

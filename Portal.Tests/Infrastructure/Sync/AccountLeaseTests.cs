using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

public sealed class AccountLeaseTests
{
    [Fact]
    public async Task Of_two_processes_at_one_account_one_advances_it_and_nothing_is_asked_for_twice()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;
        var other = stage.AnotherProcess();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(() =>
            stage.AdvanceAsync(run, accounts[0].AccountId, caller % 2 == 0 ? null : other))));

        Assert.Contains(answers, answer => answer is null);
        var slices = await stage.SlicesAsync();
        Assert.All(slices, slice => Assert.Equal(SliceState.Done, slice.State));
        Assert.Equal(slices.Count(slice => slice.Report is not null), stage.Log.Count("GenerateReport/Submit"));
        Assert.Equal(1, stage.Log.Count("Campaigns/DownloadByAccountIds"));
        Assert.Null((await stage.QueryAsync(db => db.AdsAccounts.AsNoTracking().SingleAsync())).LeaseUntil);
    }

    [Fact]
    public async Task What_a_dead_process_held_is_left_alone_until_its_term_is_over()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;
        var until = stage.Clock.GetUtcNow() + AccountLease.Term;
        await SetAsync(stage, "somebody who died", until);

        Assert.Equal(until, await stage.AdvanceAsync(run, accounts[0].AccountId));
        Assert.Equal(0, stage.Log.Count("GenerateReport/Submit"));

        stage.Clock.Advance(AccountLease.Term);
        Assert.Null(await stage.AdvanceAsync(run, accounts[0].AccountId));
        Assert.All(await stage.SlicesAsync(), slice => Assert.Equal(SliceState.Done, slice.State));
    }

    [Fact]
    public async Task An_account_that_is_held_is_at_work_and_not_stalled()
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await stage.StartAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(20));

        await SetAsync(stage, "somebody", stage.Clock.GetUtcNow() + AccountLease.Term);
        Assert.Empty((await stage.StartAsync()).Accounts);

        stage.Clock.Advance(AccountLease.Term);
        Assert.Single((await stage.StartAsync()).Accounts);
    }

    [Fact]
    public async Task Work_whose_lease_is_somebody_elses_ends_and_leaves_the_lease_to_them()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        using var measures = new Measures(stage.Services);
        var clock = new FakeTimeProvider(stage.Clock.GetUtcNow());

        var answer = await stage.InTenantAsync(services => ActivatorUtilities.CreateInstance<AccountLease>(services, clock).HoldAsync(
            accounts[0].AccountId,
            async held =>
            {
                await SetAsync(stage, "another", clock.GetUtcNow() + TimeSpan.FromHours(1));
                clock.Advance(TimeSpan.FromMinutes(3));
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, held);
                return null;
            },
            CancellationToken.None));

        Assert.Equal(clock.GetUtcNow() + AccountLease.Term, answer);
        Assert.Equal("another", (await stage.QueryAsync(db => db.AdsAccounts.AsNoTracking().SingleAsync())).LeaseOwner);
        Assert.Equal([1], measures.Of("portal.leases.lost", "work=sync"));
    }

    [Fact]
    public async Task A_lease_is_renewed_while_the_work_goes_on()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var clock = new FakeTimeProvider(stage.Clock.GetUtcNow());
        var began = clock.GetUtcNow();

        await stage.InTenantAsync(services => ActivatorUtilities.CreateInstance<AccountLease>(services, clock).HoldAsync(
            accounts[0].AccountId,
            held =>
            {
                clock.Advance(TimeSpan.FromMinutes(3));
                Assert.True(SpinWait.SpinUntil(() => HeldUntil(stage) == began + TimeSpan.FromMinutes(3) + AccountLease.Term, TimeSpan.FromSeconds(60)));
                return Task.FromResult<DateTimeOffset?>(null);
            },
            CancellationToken.None));

        Assert.Null(HeldUntil(stage));
    }

    private static DateTimeOffset? HeldUntil(MicrosoftStage stage) => Task.Run(() => stage.QueryAsync(db => db.AdsAccounts.Select(account => account.LeaseUntil).SingleAsync())).GetAwaiter().GetResult();

    private static Task<int> SetAsync(MicrosoftStage stage, string owner, DateTimeOffset until) => stage.QueryAsync(db => db.AdsAccounts.ExecuteUpdateAsync(set => set
        .SetProperty(account => account.LeaseOwner, owner)
        .SetProperty(account => account.LeaseUntil, until)));
}

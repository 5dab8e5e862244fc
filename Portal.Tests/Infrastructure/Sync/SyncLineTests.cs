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

/// <summary>The line in the database, with as many organisations and processes as the test wants.</summary>
public sealed class SyncLineTests : IAsyncLifetime
{
    private static readonly Id<SyncRun> Run = Id<SyncRun>.New(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private MicrosoftStage stage = null!;
    private PortalTenant small = null!;

    private PortalTenant Big => stage.Tenant;

    public async ValueTask InitializeAsync()
    {
        stage = await MicrosoftStage.OpenAsync();
        small = await stage.FoundAsync(stage.AnotherProcess(), "fabrikam");
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task A_small_organisation_that_comes_later_is_called_before_the_rest_of_a_big_one()
    {
        await JoinAsync(Big, 1, 100);
        var first = await CallAsync(4);
        await JoinAsync(small, 1001, 2);

        await LeaveAsync(first[0], null);
        var next = await CallAsync(4);

        Assert.All(first, turn => Assert.Equal(Big.TenantId, turn.Tenant));
        Assert.Equal(small.TenantId, Assert.Single(next).Tenant);
    }

    [Fact]
    public async Task Two_processes_that_call_at_once_call_nobody_twice()
    {
        await JoinAsync(Big, 1, 40);
        await JoinAsync(small, 1001, 40);
        var other = stage.AnotherProcess();

        var called = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => CallAsync(30, number % 2 == 0 ? null : other))));

        var all = called.SelectMany(turns => turns).Select(turn => turn.Account).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(30, all.Count);
        Assert.Equal(all.Count, await stage.QueryAsync(db => db.SyncTurns.CountAsync(turn => turn.CalledAt != null)) + await InAsync(small, db => db.SyncTurns.CountAsync(turn => turn.CalledAt != null)));
    }

    [Fact]
    public async Task Who_waits_for_Microsoft_holds_no_place_and_is_called_when_it_is_due()
    {
        await JoinAsync(Big, 1, 1);
        var turn = Assert.Single(await CallAsync(1));
        await JoinAsync(small, 1001, 1);

        await LeaveAsync(turn, stage.Clock.GetUtcNow().AddMinutes(1));
        Assert.Equal(small.TenantId, Assert.Single(await CallAsync(1)).Tenant);
        Assert.Empty(await CallAsync(2));

        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Big.TenantId, Assert.Single(await CallAsync(2)).Tenant);
    }

    [Fact]
    public async Task An_account_that_gets_more_to_do_while_it_is_at_work_is_called_once_more()
    {
        await JoinAsync(Big, 1, 1);
        var turn = Assert.Single(await CallAsync(4));
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await JoinAsync(Big, 1, 1);
        Assert.Empty(await CallAsync(4));

        await LeaveAsync(turn, null);
        var again = Assert.Single(await CallAsync(4));
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await LeaveAsync(again, null);

        Assert.Empty(await CallAsync(4));
        Assert.Equal(0, await stage.QueryAsync(db => db.SyncTurns.CountAsync()));
    }

    [Fact]
    public async Task What_was_called_and_never_heard_of_is_called_again()
    {
        await JoinAsync(Big, 1, 1);
        Assert.Single(await CallAsync(1));
        stage.Clock.Advance(SyncTurn.LostAfter - TimeSpan.FromSeconds(1));
        Assert.Empty(await CallAsync(1));

        stage.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Single(await CallAsync(1));
    }

    [Fact]
    public async Task A_suspended_organisation_is_not_called_and_stands_in_nobodys_way()
    {
        await JoinAsync(Big, 1, 5);
        await JoinAsync(small, 1001, 1);
        await stage.QueryAsync(async db =>
        {
            (await db.Tenants.SingleAsync(tenant => tenant.Id == Big.TenantId)).Suspend("Unpaid.", stage.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        Assert.Equal(small.TenantId, Assert.Single(await CallAsync(16)).Tenant);
    }

    [Fact]
    public async Task Each_organisation_sees_its_own_numbers_in_the_line()
    {
        await JoinAsync(Big, 1, 3);
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await JoinAsync(small, 1001, 1);

        Assert.Equal([1, 3, 4], (await PlacesAsync(Big)).Values.Select(place => place.Number).Order());
        var own = Assert.Single(await PlacesAsync(small));
        Assert.Equal((1001L, 2, TimeSpan.FromSeconds(1)), (own.Key.Value, own.Value.Number, own.Value.Wait));
    }

    [Fact]
    public async Task What_a_turn_really_took_counts()
    {
        await JoinAsync(Big, 1, 4);
        await JoinAsync(small, 1001, 4);
        var first = await CallAsync(2);
        Assert.Equal(2, first.Select(turn => turn.Tenant).Distinct().Count());

        // The big one's turn was ten times as long as the small one's.
        foreach (var turn in first)
        {
            await LeaveAsync(turn, null, TimeSpan.FromSeconds(turn.Tenant == Big.TenantId ? 10 : 1));
        }

        for (var next = 0; next < 3; next++)
        {
            var turn = Assert.Single(await CallAsync(1));
            Assert.Equal(small.TenantId, turn.Tenant);
            await LeaveAsync(turn, null);
        }
    }

    private Task<int> JoinAsync(PortalTenant tenant, long first, int accounts) => stage.InTenantAsync(
        async services =>
        {
            await services.GetRequiredService<SyncLine>().JoinAsync(new StartedSync(Run, [.. Enumerable.Range(0, accounts).Select(number => new AdsId<AdsAccount>(first + number))]), CancellationToken.None);
            return accounts;
        },
        null,
        tenant);

    private async Task<IReadOnlyList<CalledTurn>> CallAsync(int places, Microsoft.Extensions.Hosting.IHost? host = null)
    {
        await using var scope = (host?.Services ?? stage.Services).CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SyncLine>().CallAsync(places, CancellationToken.None);
    }

    private Task<bool> LeaveAsync(CalledTurn turn, DateTimeOffset? next, TimeSpan? work = null) => stage.InTenantAsync(
        async services =>
        {
            await services.GetRequiredService<SyncLine>().LeaveAsync(turn, next, work ?? TimeSpan.FromSeconds(1), CancellationToken.None);
            return true;
        },
        null,
        turn.Tenant == Big.TenantId ? Big : small);

    private Task<IReadOnlyDictionary<AdsId<AdsAccount>, LinePlace>> PlacesAsync(PortalTenant tenant) =>
        stage.InTenantAsync(services => services.GetRequiredService<LinePlaces>().ReadAsync(2, CancellationToken.None), null, tenant);

    private Task<T> InAsync<T>(PortalTenant tenant, Func<PortalDb, Task<T>> query) => stage.InTenantAsync(services => query(services.GetRequiredService<PortalDb>()), null, tenant);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>A run of more accounts than are written at once.</summary>
public sealed class StartSyncTests : IAsyncLifetime
{
    private const int Accounts = 90;
    private MicrosoftStage stage = null!;

    public async ValueTask InitializeAsync()
    {
        stage = await MicrosoftStage.OpenAsync();
        await stage.QueryAsync(async db =>
        {
            var now = stage.Clock.GetUtcNow();
            var connection = Connection.Open(stage.Tenant.TenantId, 1, "maria@northwind.example", default, now);
            connection.Activate();
            db.Add(connection);
            foreach (var number in Enumerable.Range(1, Accounts))
            {
                var account = new AdsAccount(stage.Tenant.TenantId, connection.Id, new(new(number), $"F{number}", $"Account {number}", new(9), "Customer", new(9), "EUR", "AmsterdamBerlinBernRomeStockholmVienna", "Active", null, 41), now);
                account.Choose();
                db.Add(account);
            }

            return await db.SaveChangesAsync();
        });
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task Each_account_is_in_the_run_once_with_all_its_parts()
    {
        var started = await stage.StartAsync();

        Assert.Equal(Enumerable.Range(1, Accounts), started.Accounts.Select(account => (int)account.Value).Order());
        Assert.All((await stage.SlicesAsync()).CountBy(slice => slice.AccountId), account => Assert.Equal(Planned, account.Value));
        Assert.Empty((await stage.StartAsync()).Accounts);
    }

    [Fact]
    public async Task Two_starts_at_once_make_one_run_and_share_its_accounts_without_doing_any_twice()
    {
        var other = stage.AnotherProcess();

        var started = await Task.WhenAll(
            Task.Run(() => stage.StartAsync()),
            Task.Run(() => stage.InTenantAsync(services => services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Schedule, null, CancellationToken.None), other)));

        Assert.Equal(started[0].Run, started[1].Run);
        Assert.Equal(Enumerable.Range(1, Accounts), started.SelectMany(start => start.Accounts).Select(account => (int)account.Value).Order());
        Assert.All((await stage.SlicesAsync()).CountBy(slice => slice.AccountId), account => Assert.Equal(Planned, account.Value));
    }

    [Fact]
    public async Task A_start_that_was_cut_short_is_completed_by_the_next_one()
    {
        var run = (await stage.StartAsync()).Run;
        await stage.QueryAsync(db => db.SyncSlices.Where(slice => slice.AccountId > new AdsId<AdsAccount>(20)).ExecuteDeleteAsync());

        var next = await stage.StartAsync();

        Assert.Equal((run, Accounts - 20), (next.Run, next.Accounts.Count));
        Assert.Equal(Accounts * Planned, (await stage.SlicesAsync()).Count(slice => slice.RunId == run));
    }

    private static int Planned => SyncPlan.For(new(2026, 11, 23), LookBack.Default, _ => ReadDays.None).Count;
}

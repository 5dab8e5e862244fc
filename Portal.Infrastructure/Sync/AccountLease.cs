using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Telemetry;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// The right to advance one account's slices, across jobs and processes: a conditional update that one of many wins. It is renewed for as
/// long as the work goes on; after a process that died it is free within ten minutes.
/// </summary>
public sealed class AccountLease(PortalDb db, IServiceScopeFactory scopes, IMultiTenantContextAccessor<PortalTenant> tenant, PortalMetrics metrics, TimeProvider clock)
{
    internal static readonly TimeSpan Term = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(3);

    /// <summary>The work's own answer; or, where somebody else is at it, the moment from which it may be free.</summary>
    public async Task<DateTimeOffset?> HoldAsync(AdsId<AdsAccount> account, Func<CancellationToken, Task<DateTimeOffset?>> work, CancellationToken ct)
    {
        var owner = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        if (!await TakeAsync(account, owner, ct))
        {
            var held = await db.AdsAccounts.Where(row => row.AccountId == account).Select(row => new { row.LeaseUntil }).FirstOrDefaultAsync(ct);
            return held is null ? null : held.LeaseUntil ?? clock.GetUtcNow();
        }

        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var done = new CancellationTokenSource();
        var renewal = RenewAsync(account, owner, lost, done.Token);
        try
        {
            return await work(lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            metrics.LeaseLost("sync");
            return clock.GetUtcNow() + Term;
        }
        finally
        {
            await done.CancelAsync();
            await renewal;
            await GiveBackAsync(account, owner);
        }
    }

    private async Task<bool> TakeAsync(AdsId<AdsAccount> account, string owner, CancellationToken ct)
    {
        var (now, until) = (clock.GetUtcNow(), clock.GetUtcNow() + Term);
        return await db.AdsAccounts
            .Where(row => row.AccountId == account && (row.LeaseUntil == null || row.LeaseUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, owner).SetProperty(row => row.LeaseUntil, until), ct) == 1;
    }

    private async Task GiveBackAsync(AdsId<AdsAccount> account, string owner) => await db.AdsAccounts
        .Where(row => row.AccountId == account && row.LeaseOwner == owner)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null), CancellationToken.None);

    /// <summary>Ends the work when the lease is somebody else's: this process stood still for longer than the term.</summary>
    private async Task RenewAsync(AdsId<AdsAccount> account, string owner, CancellationTokenSource lost, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Renewal, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                if (!await ExtendAsync(account, owner, done))
                {
                    await lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The work is over.
        }
    }

    private async Task<bool> ExtendAsync(AdsId<AdsAccount> account, string owner, CancellationToken done)
    {
        // A scope of its own: the work uses this one's database context at the same time.
        await using var scope = scopes.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenant.MultiTenantContext.TenantInfo);
        var until = clock.GetUtcNow() + Term;
        try
        {
            return await scope.ServiceProvider.GetRequiredService<PortalDb>().AdsAccounts
                .Where(row => row.AccountId == account && row.LeaseOwner == owner)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), done) == 1;
        }
        catch (DbException)
        {
            // The term is long enough for two more tries.
            return true;
        }
    }
}

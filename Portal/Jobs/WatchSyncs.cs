using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>Lets accounts whose sync stands still join the line anew, in every organisation that has a run under way.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class WatchSyncs(PortalDb db, StalledAccounts stalled, IMultiTenantContextSetter<PortalTenant> scope, SyncTurns turns)
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var tenant in await RunningAsync(ct))
        {
            using var use = scope.Use(PortalTenant.Of(tenant));
            db.ChangeTracker.Clear();
            foreach (var run in await stalled.TakeUpAsync(null, ct))
            {
                await turns.JoinAsync(run, ct);
            }
        }

        // Places of workers that died are free again.
        await turns.CallAsync(ct);
    }

    private async Task<List<Tenant>> RunningAsync(CancellationToken ct)
    {
        using var all = new SystemScope(db, "which organisations have a sync under way");
        return await db.Tenants.AsNoTracking()
            .Where(tenant => tenant.State == TenantState.Active && db.SyncRuns.AcrossTenants(all).Any(run => run.TenantId == tenant.Id && run.State == SyncRunState.Running))
            .ToListAsync(ct);
    }
}

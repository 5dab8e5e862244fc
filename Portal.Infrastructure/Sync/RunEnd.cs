using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>What follows when an account's slices have all ended: the account's own state, and the run's when it was the last.</summary>
public sealed class RunEnd(PortalDb db, TimeProvider clock)
{
    public async Task OfAccountAsync(Id<SyncRun> run, AdsAccount account, CancellationToken ct)
    {
        var failure = await db.SyncSlices
            .Where(slice => slice.RunId == run && slice.AccountId == account.AccountId && slice.State == SliceState.Failed)
            .OrderBy(slice => slice.Id)
            .Select(slice => slice.Failure)
            .FirstOrDefaultAsync(ct);
        if (failure is null)
        {
            account.Synced(clock.GetUtcNow());
        }
        else
        {
            account.Fail(failure, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Closes the run once, whoever ends its last slice: the condition is part of the update.</summary>
    public async Task OfRunAsync(Id<SyncRun> run, CancellationToken ct)
    {
        var slices = db.SyncSlices.Where(slice => slice.RunId == run);
        var ended = await db.SyncRuns.AsNoTracking().SingleAsync(one => one.Id == run, ct);
        var failed = await slices.CountAsync(slice => slice.State == SliceState.Failed, ct);
        ended.End(await slices.CountAsync(slice => slice.State == SliceState.Done, ct), failed, clock.GetUtcNow());
        await db.SyncRuns
            .Where(one => one.Id == run && one.State == SyncRunState.Running && !slices.Any(slice => slice.EndedAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ended.State).SetProperty(one => one.EndedAt, ended.EndedAt), ct);
    }
}

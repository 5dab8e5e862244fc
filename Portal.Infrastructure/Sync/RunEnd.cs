using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>What follows when an account's slices have all ended: the account's own state, and the run's when it was the last.</summary>
public sealed class RunEnd(PortalDb db, Admissions admissions, HeldFiles held, WarmFigures figures, TimeProvider clock)
{
    /// <summary>
    /// Whoever comes after the run's end changes nothing: a later run may have begun. Nor do runs that somebody asked for and back-fills
    /// say whether the account is up to date.
    /// </summary>
    public async Task OfAccountAsync(Id<SyncRun> run, AdsAccount account, CancellationToken ct)
    {
        if (!await db.SyncRuns.AnyAsync(one => one.Id == run && one.State == SyncRunState.Running && one.Purpose == SyncPurpose.Current, ct))
        {
            return;
        }

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
        await admissions.ReadAsync(run, account.AccountId, ct);
    }

    /// <summary>What the pages show is computed once a run and not at every account's end: the next account would change it again.</summary>
    public async Task OfRunAsync(Id<SyncRun> run, CancellationToken ct)
    {
        if (await CloseAsync(run, ct))
        {
            await admissions.SettleAsync(ct);
            await figures.RunAsync(ct);
        }
    }

    /// <summary>
    /// Closes the run when nothing of it is open any more, and tells of files that it held back or took in after all. True for one caller
    /// only, whoever else ends an account at the same time.
    /// </summary>
    internal async Task<bool> CloseAsync(Id<SyncRun> run, CancellationToken ct)
    {
        if (await IsOpenAsync(run, ct))
        {
            return false;
        }

        // As at the start of a run: of two accounts that end together, the second sees what the first did.
        await using var transaction = await db.BeginAloneAsync(ct);
        var closing = await db.SyncRuns.SingleAsync(one => one.Id == run, ct);
        if (closing.State != SyncRunState.Running || await IsOpenAsync(run, ct))
        {
            return false;
        }

        closing.End(await db.CountRunAsync(run, ct), clock.GetUtcNow());
        await held.FollowAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>A back-fill gets its slices a few at a time: without one it is still open while something is left of what was asked for.</summary>
    private async Task<bool> IsOpenAsync(Id<SyncRun> run, CancellationToken ct) =>
        await db.SyncSlices.AnyAsync(slice => slice.RunId == run && slice.EndedAt == null, ct)
        || await db.SyncRuns.AnyAsync(one => one.Id == run && one.Purpose == SyncPurpose.BackFill && db.BackFills.Any(backFill => backFill.State == BackFillState.Open), ct);
}

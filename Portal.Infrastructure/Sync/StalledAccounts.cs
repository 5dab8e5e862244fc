using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Finds the accounts of running runs that nobody advances: a job that was lost, a process that was killed. It judges by what moved. What
/// is found counts as given to somebody, and is found again only when nothing moves after that.
/// </summary>
public sealed class StalledAccounts(PortalDb db, RunEnd end, TimeProvider clock)
{
    /// <summary>An account that did nothing for so long lost its job; one that is held does something.</summary>
    internal static readonly TimeSpan After = TimeSpan.FromMinutes(15);

    /// <param name="only">A run; null is every one that is running.</param>
    public async Task<IReadOnlyList<StartedSync>> TakeUpAsync(Id<SyncRun>? only, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var before = now - After;

        // What will have moved only then was noted by a clock that was set back since.
        var never = now + SyncSlice.LongestWait;
        await CloseAsync(before, ct);
        var open = db.SyncSlices.Where(slice => slice.EndedAt == null && (only == null || slice.RunId == only));
        var quiet = await open
            .GroupBy(slice => new { slice.RunId, slice.AccountId })
            .Where(slices => (slices.Max(slice => slice.MovedAt) < before && (slices.Max(slice => slice.NextAt) == null || slices.Max(slice => slice.NextAt) < before))
                || slices.Max(slice => slice.MovedAt) > never)
            .Select(slices => slices.Key)
            .ToListAsync(ct);
        var held = await db.AdsAccounts.Where(account => account.LeaseUntil > now).Select(account => account.AccountId).ToListAsync(ct);
        var stalled = quiet.Where(key => !held.Contains(key.AccountId)).ToList();
        foreach (var run in stalled.GroupBy(key => key.RunId, key => key.AccountId))
        {
            var accounts = run.ToList();
            await open.Where(slice => slice.RunId == run.Key && accounts.Contains(slice.AccountId)).ExecuteUpdateAsync(set => set.SetProperty(slice => slice.MovedAt, now), ct);
        }

        return [.. stalled.GroupBy(key => key.RunId, key => key.AccountId).Select(run => new StartedSync(run.Key, [.. run.Order()]))];
    }

    /// <summary>Runs whose last slice ended just before its process did.</summary>
    private async Task CloseAsync(DateTimeOffset before, CancellationToken ct)
    {
        var left = await db.SyncRuns
            .Where(run => run.State == SyncRunState.Running && run.StartedAt < before && !db.SyncSlices.Any(slice => slice.RunId == run.Id && slice.EndedAt == null))
            .Select(run => run.Id)
            .ToListAsync(ct);
        foreach (var run in left)
        {
            await end.OfRunAsync(run, ct);
        }
    }
}

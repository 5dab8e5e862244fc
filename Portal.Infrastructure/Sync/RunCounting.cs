using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

internal static class RunCounting
{
    /// <summary>How the slices of a run ended, counted by the database.</summary>
    public static async Task<RunCounts> CountRunAsync(this PortalDb db, Id<SyncRun> run, CancellationToken ct)
    {
        var accounts = await db.SyncSlices
            .Where(slice => slice.RunId == run)
            .GroupBy(slice => slice.AccountId)
            .Select(slices => new
            {
                Slices = slices.Count(),
                Failed = slices.Sum(slice => slice.State == SliceState.Failed ? 1 : 0),
                Moved = slices.Sum(slice => slice.RowsDone > 0 || slice.IsEmpty || slice.Added > 0 || slice.Changed > 0 || slice.Removed > 0 ? 1 : 0),
                Rows = slices.Sum(slice => slice.RowsDone),
                Added = slices.Sum(slice => slice.Added),
                Changed = slices.Sum(slice => slice.Changed),
                Removed = slices.Sum(slice => slice.Removed),
            })
            .ToListAsync(ct);
        return new(
            accounts.Sum(one => one.Slices),
            accounts.Sum(one => one.Failed),
            accounts.Sum(one => one.Moved),
            accounts.Count,
            accounts.Sum(one => one.Rows),
            accounts.Sum(one => one.Added),
            accounts.Sum(one => one.Changed),
            accounts.Sum(one => one.Removed));
    }
}

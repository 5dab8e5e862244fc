using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;

namespace Portal.Pages.Tenant.Sync;

/// <summary>
/// How far a run is, as the page and the live events say it. The database counts the slices; read are a few accounts and what happens to
/// them at the moment, however many there are.
/// </summary>
public sealed class RunProgress(PortalDb db, SliceCounts slices, LinePlaces line, SyncSlots slots, TimeProvider clock)
{
    /// <summary>So many accounts are shown with their progress, those in trouble or at work first.</summary>
    public const int Shown = 20;

    /// <param name="only">The accounts to tell of, as a page shows them; null for those that are first at the moment.</param>
    public async Task<RunView?> FindAsync(Id<SyncRun> id, IReadOnlyList<AdsId<AdsAccount>>? only, CancellationToken ct)
    {
        var run = await db.SyncRuns.AsNoTracking()
            .Where(run => run.Id == id)
            .Select(run => new { Run = run, By = db.Users.Where(user => user.Id == run.StartedBy).Select(user => user.DisplayName).FirstOrDefault() })
            .FirstOrDefaultAsync(ct);
        if (run is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var all = db.SyncSlices.Where(slice => slice.RunId == id);
        var counts = await slices.ByAccountAsync(only is null ? all : all.Where(slice => only.Contains(slice.AccountId)), Shown, ct);
        var active = (await ActiveAsync(id, [.. counts.Select(account => account.AccountId)], ct)).ToLookup(slice => slice.AccountId);
        var places = run.Run.State == SyncRunState.Running ? await line.ReadAsync(slots.Count, ct) : new Dictionary<AdsId<AdsAccount>, LinePlace>();
        return new(
            run.Run,
            run.By,
            await slices.SumAsync(run.Run, ct),
            counts.ConvertAll(account => AccountView.Of(account, [.. active[account.AccountId]], places.GetValueOrDefault(account.AccountId), now)),
            places.Values.MinBy(place => place.Number),
            (run.Run.EndedAt ?? now) - run.Run.StartedAt);
    }

    private Task<List<SyncSlice>> ActiveAsync(Id<SyncRun> id, List<AdsId<AdsAccount>> accounts, CancellationToken ct) => db.SyncSlices.AsNoTracking()
        .Where(slice => slice.RunId == id && slice.EndedAt == null && accounts.Contains(slice.AccountId) && (slice.State != SliceState.Waiting || slice.Failure != null))
        .OrderBy(slice => slice.Id)
        .ToListAsync(ct);
}

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
public sealed class RunProgress(PortalDb db, LinePlaces line, SyncSlots slots, TimeProvider clock)
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
        var counts = await AccountsAsync(id, only, ct);
        var active = (await ActiveAsync(id, [.. counts.Select(account => account.AccountId)], ct)).ToLookup(slice => slice.AccountId);
        var places = run.Run.State == SyncRunState.Running ? await line.ReadAsync(slots.Count, ct) : new Dictionary<AdsId<AdsAccount>, LinePlace>();
        return new(
            run.Run,
            run.By,
            await SumAsync(run.Run, ct),
            counts.ConvertAll(account => AccountView.Of(account, [.. active[account.AccountId]], places.GetValueOrDefault(account.AccountId), now)),
            places.Values.MinBy(place => place.Number),
            (run.Run.EndedAt ?? now) - run.Run.StartedAt);
    }

    /// <summary>An ended run was counted when it ended, and its slices may be gone.</summary>
    private async Task<RunSum> SumAsync(SyncRun run, CancellationToken ct)
    {
        if (run is { EndedAt: not null, Slices: > 0 })
        {
            return new(run.Accounts, run.Slices, run.Slices, run.Rows, 1);
        }

        var slices = db.SyncSlices.Where(slice => slice.RunId == run.Id);
        var states = await slices.GroupBy(slice => slice.State).Select(same => new { same.Key, Slices = same.Count(), Rows = same.Sum(slice => slice.RowsDone) }).ToListAsync(ct);
        var (all, ended) = (states.Sum(same => same.Slices), states.Where(same => same.Key is SliceState.Done or SliceState.Failed or SliceState.Held).Sum(same => same.Slices));
        var underWay = states.Sum(same => same.Slices * AccountView.Fraction(same.Key));
        return new(await slices.Select(slice => slice.AccountId).Distinct().CountAsync(ct), all, ended, states.Sum(same => same.Rows), (ended + underWay) / Math.Max(1, all));
    }

    private Task<List<AccountCounts>> AccountsAsync(Id<SyncRun> id, IReadOnlyList<AdsId<AdsAccount>>? only, CancellationToken ct)
    {
        var slices = db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == id);
        var counted = (only is null ? slices : slices.Where(slice => only.Contains(slice.AccountId)))
            .GroupBy(slice => slice.AccountId)
            .Select(own => new
            {
                AccountId = own.Key,
                Slices = own.Count(),
                Done = own.Sum(slice => slice.State == SliceState.Done ? 1 : 0),
                Failed = own.Sum(slice => slice.State == SliceState.Failed ? 1 : 0),
                Ended = own.Sum(slice => slice.EndedAt != null ? 1 : 0),
                Rows = own.Sum(slice => slice.RowsDone),
            });
        return (
            from own in counted
            join account in db.AdsAccounts on own.AccountId equals account.AccountId into known
            from account in known.DefaultIfEmpty()
            orderby own.Failed > 0 ? 0 : own.Ended < own.Slices ? 1 : 2, account.Name, own.AccountId
            select new AccountCounts(own.AccountId, account.Name, own.Slices, own.Done, own.Failed, own.Ended, own.Rows)).Take(Shown).ToListAsync(ct);
    }

    private Task<List<SyncSlice>> ActiveAsync(Id<SyncRun> id, List<AdsId<AdsAccount>> accounts, CancellationToken ct) => db.SyncSlices.AsNoTracking()
        .Where(slice => slice.RunId == id && slice.EndedAt == null && accounts.Contains(slice.AccountId) && (slice.State != SliceState.Waiting || slice.Failure != null))
        .OrderBy(slice => slice.Id)
        .ToListAsync(ct);
}

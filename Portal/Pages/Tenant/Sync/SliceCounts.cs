using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Sync;

/// <summary>An account's slices of a run, as the database counts them.</summary>
public sealed record AccountCounts(AdsId<AdsAccount> AccountId, string? Name, int Slices, int Done, int Failed, int Ended, long Rows)
{
    /// <summary>Of an account that is no longer known its number.</summary>
    public string Title => Name ?? $"Account {AccountId}";

    public bool IsOver => Ended == Slices;
}

/// <param name="Done">The part that is done, 0 to 1.</param>
public sealed record RunSum(int Accounts, int Slices, int Ended, long Rows, double Done);

/// <summary>What the database counts of a run, however many slices it has.</summary>
public sealed class SliceCounts(PortalDb db)
{
    /// <summary>An ended run was counted when it ended, and its slices may be gone.</summary>
    public async Task<RunSum> SumAsync(SyncRun run, CancellationToken ct)
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

    /// <summary>A few accounts: those in trouble first, then those at work, each by name.</summary>
    /// <param name="slices">Of one run.</param>
    /// <param name="most">So many accounts.</param>
    /// <param name="ct">Ends it.</param>
    public Task<List<AccountCounts>> ByAccountAsync(IQueryable<SyncSlice> slices, int most, CancellationToken ct)
    {
        var counted = slices.GroupBy(slice => slice.AccountId).Select(own => new
        {
            AccountId = own.Key,
            Slices = own.Count(),
            Done = own.Sum(slice => slice.State == SliceState.Done ? 1 : 0),
            Failed = own.Sum(slice => slice.State == SliceState.Failed ? 1 : 0),
            Troubled = own.Sum(slice => slice.Failure != null ? 1 : 0),
            Ended = own.Sum(slice => slice.EndedAt != null ? 1 : 0),
            Rows = own.Sum(slice => slice.RowsDone),
        });
        return (
            from own in counted
            join account in db.AdsAccounts on own.AccountId equals account.AccountId into known
            from account in known.DefaultIfEmpty()
            orderby own.Troubled > 0 ? 0 : own.Ended < own.Slices ? 1 : 2, account.Name, own.AccountId
            select new AccountCounts(own.AccountId, account.Name, own.Slices, own.Done, own.Failed, own.Ended, own.Rows)).Take(most).ToListAsync(ct);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant;

/// <summary>An account's part of the latest run.</summary>
public sealed record SyncedAccount(string Name, int Done, int Slices, SyncProgress? Progress, string? Failure, DateTimeOffset? NextTry);

public sealed record SyncProgress(SliceKind Kind, long Rows, long? Of);

/// <summary>The latest run as the overview shows it.</summary>
/// <param name="Accounts">A few of them, those in trouble first.</param>
/// <param name="More">How many accounts it has beside them.</param>
public sealed record LatestRun(SyncRunState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<SyncedAccount> Accounts, int More, int Done, int Slices)
{
    public (Tone Tone, string Word) Look => State switch
    {
        SyncRunState.Running => (Tone.Info, "Running"),
        SyncRunState.Succeeded => (Tone.Good, "Up to date"),
        SyncRunState.Partial => (Tone.Warn, "Partly failed"),
        SyncRunState.Nothing => (Tone.Warn, "Brought nothing"),
        _ => (Tone.Bad, "Failed"),
    };
}

/// <summary>Reads how the latest sync stands, account by account, those in trouble first. The database counts; read are the accounts that are shown.</summary>
public sealed class SyncCard(PortalDb db)
{
    private const int Shown = 5;

    public async Task<LatestRun?> ReadAsync(CancellationToken ct)
    {
        var run = await db.SyncRuns.AsNoTracking().Where(one => one.Purpose == SyncPurpose.Current).OrderByDescending(one => one.Id)
            .Select(one => new { one.Id, one.State, one.StartedAt, one.EndedAt }).FirstOrDefaultAsync(ct);
        if (run is null)
        {
            return null;
        }

        var slices = db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == run.Id);
        var accounts = await AccountsAsync(slices, ct);
        var shown = accounts.ConvertAll(one => one.Account);
        var told = (await slices
            .Where(slice => shown.Contains(slice.AccountId) && (slice.Failure != null || (slice.EndedAt == null && slice.State != SliceState.Waiting)))
            .OrderBy(slice => slice.Id)
            .Select(slice => new Slice(slice.AccountId, slice.Kind, slice.State, slice.RowsDone, slice.RowsTotal, slice.NextAt, slice.Failure))
            .ToListAsync(ct)).ToLookup(slice => slice.AccountId);
        var states = await slices.GroupBy(slice => slice.State).Select(same => new { same.Key, Slices = same.Count() }).ToDictionaryAsync(same => same.Key, same => same.Slices, ct);
        return new(
            run.State,
            run.StartedAt,
            run.EndedAt,
            accounts.ConvertAll(one => Account(one.Name ?? $"Account {one.Account}", one.Done, one.Slices, [.. told[one.Account]])),
            await slices.Select(slice => slice.AccountId).Distinct().CountAsync(ct) - accounts.Count,
            states.GetValueOrDefault(SliceState.Done),
            states.Values.Sum());
    }

    private Task<List<Counts>> AccountsAsync(IQueryable<SyncSlice> slices, CancellationToken ct)
    {
        var counted = slices.GroupBy(slice => slice.AccountId).Select(own => new
        {
            AccountId = own.Key,
            Slices = own.Count(),
            Done = own.Sum(slice => slice.State == SliceState.Done ? 1 : 0),
            Troubled = own.Sum(slice => slice.Failure != null ? 1 : 0),
        });
        return (
            from own in counted
            join account in db.AdsAccounts on own.AccountId equals account.AccountId into known
            from account in known.DefaultIfEmpty()
            orderby own.Troubled > 0 ? 0 : own.Done < own.Slices ? 1 : 2, account.Name, own.AccountId
            select new Counts(own.AccountId, account.Name, own.Slices, own.Done)).Take(Shown).ToListAsync(ct);
    }

    private static SyncedAccount Account(string name, int done, int slices, Slice[] told)
    {
        var storing = told.FirstOrDefault(slice => slice.State == SliceState.Storing);
        return new(
            name,
            done,
            slices,
            storing is null ? null : new(storing.Kind, storing.Rows, storing.RowsTotal),
            told.FirstOrDefault(slice => slice.Failure is not null)?.Failure,
            told.Where(slice => slice.State is SliceState.Waiting or SliceState.Submitted).Min(slice => slice.NextAt));
    }

    private sealed record Counts(AdsId<AdsAccount> Account, string? Name, int Slices, int Done);

    private sealed record Slice(AdsId<AdsAccount> AccountId, SliceKind Kind, SliceState State, long Rows, long? RowsTotal, DateTimeOffset? NextAt, string? Failure);
}

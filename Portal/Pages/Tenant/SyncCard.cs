using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Pages.Tenant.Sync;

namespace Portal.Pages.Tenant;

/// <summary>An account's part of the latest run.</summary>
public sealed record SyncedAccount(string Name, int Done, int Slices, SyncProgress? Progress, string? Failure, DateTimeOffset? NextTry);

public sealed record SyncProgress(SliceKind Kind, long Rows, long? Of);

/// <summary>The latest run as the overview shows it.</summary>
/// <param name="Accounts">A few of them, those in trouble first.</param>
public sealed record LatestRun(SyncRun Run, RunSum Sum, IReadOnlyList<SyncedAccount> Accounts)
{
    /// <summary>How many accounts it has beside them.</summary>
    public int More => Sum.Accounts - Accounts.Count;

    public (Tone Tone, string Word) Look => Run.State switch
    {
        SyncRunState.Running => (Tone.Info, "Running"),
        SyncRunState.Succeeded => (Tone.Good, "Up to date"),
        SyncRunState.Partial => (Tone.Warn, "Partly failed"),
        SyncRunState.Nothing => (Tone.Warn, "Brought nothing"),
        _ => (Tone.Bad, "Failed"),
    };
}

/// <summary>Reads how the latest sync stands, account by account, those in trouble first. The database counts; read are the accounts that are shown.</summary>
public sealed class SyncCard(PortalDb db, SliceCounts counts)
{
    private const int Shown = 5;

    public async Task<LatestRun?> ReadAsync(CancellationToken ct)
    {
        if (await db.SyncRuns.AsNoTracking().Where(one => one.Purpose == SyncPurpose.Current).OrderByDescending(one => one.Id).FirstOrDefaultAsync(ct) is not { } run)
        {
            return null;
        }

        var slices = db.SyncSlices.Where(slice => slice.RunId == run.Id);
        var accounts = await counts.ByAccountAsync(slices, Shown, ct);
        var shown = accounts.ConvertAll(one => one.AccountId);
        var told = (await slices
            .Where(slice => shown.Contains(slice.AccountId) && (slice.Failure != null || (slice.EndedAt == null && slice.State != SliceState.Waiting)))
            .OrderBy(slice => slice.Id)
            .Select(slice => new Slice(slice.AccountId, slice.Kind, slice.State, slice.RowsDone, slice.RowsTotal, slice.NextAt, slice.Failure))
            .ToListAsync(ct)).ToLookup(slice => slice.AccountId);
        return new(run, await counts.SumAsync(run, ct), accounts.ConvertAll(one => Account(one, [.. told[one.AccountId]])));
    }

    private static SyncedAccount Account(AccountCounts counted, Slice[] told)
    {
        var storing = told.FirstOrDefault(slice => slice.State == SliceState.Storing);
        return new(
            counted.Title,
            counted.Done,
            counted.Slices,
            storing is null ? null : new(storing.Kind, storing.Rows, storing.RowsTotal),
            told.FirstOrDefault(slice => slice.Failure is not null)?.Failure,
            told.Where(slice => slice.State is SliceState.Waiting or SliceState.Submitted).Min(slice => slice.NextAt));
    }

    private sealed record Slice(AdsId<AdsAccount> AccountId, SliceKind Kind, SliceState State, long Rows, long? RowsTotal, DateTimeOffset? NextAt, string? Failure);
}

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
public sealed record LatestRun(SyncRunState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<SyncedAccount> Accounts)
{
    public (Tone Tone, string Word) Look => State switch
    {
        SyncRunState.Running => (Tone.Info, "Running"),
        SyncRunState.Succeeded => (Tone.Good, "Up to date"),
        SyncRunState.Partial => (Tone.Warn, "Partly failed"),
        SyncRunState.Nothing => (Tone.Warn, "Brought nothing"),
        _ => (Tone.Bad, "Failed"),
    };

    public int Done => Accounts.Sum(account => account.Done);

    public int Slices => Accounts.Sum(account => account.Slices);
}

/// <summary>Reads how the latest sync stands, account by account, those in trouble first.</summary>
public sealed class SyncCard(PortalDb db)
{
    public async Task<LatestRun?> ReadAsync(IReadOnlyList<ChosenAccount> accounts, CancellationToken ct)
    {
        var run = await db.SyncRuns.AsNoTracking().Where(one => one.Purpose == SyncPurpose.Current).OrderByDescending(one => one.Id)
            .Select(one => new { one.Id, one.State, one.StartedAt, one.EndedAt }).FirstOrDefaultAsync(ct);
        if (run is null)
        {
            return null;
        }

        var counts = await db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == run.Id)
            .GroupBy(slice => slice.AccountId)
            .Select(slices => new { Account = slices.Key, Slices = slices.Count(), Done = slices.Sum(slice => slice.State == SliceState.Done ? 1 : 0) })
            .ToListAsync(ct);
        var told = (await db.SyncSlices.AsNoTracking()
            .Where(slice => slice.RunId == run.Id && (slice.Failure != null || (slice.EndedAt == null && slice.State != SliceState.Waiting)))
            .OrderBy(slice => slice.Id)
            .Select(slice => new Slice(slice.AccountId, slice.Kind, slice.State, slice.RowsDone, slice.RowsTotal, slice.NextAt, slice.Failure))
            .ToListAsync(ct)).ToLookup(slice => slice.AccountId);
        return new(run.State, run.StartedAt, run.EndedAt,
            [.. counts.Select(one => Account(Name(accounts, one.Account), one.Done, one.Slices, [.. told[one.Account]]))
                .OrderByDescending(account => account.Failure is not null).ThenByDescending(account => account.Done < account.Slices).ThenBy(account => account.Name, StringComparer.Ordinal)]);
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

    private static string Name(IReadOnlyList<ChosenAccount> accounts, AdsId<AdsAccount> id) =>
        accounts.FirstOrDefault(account => account.Id == id)?.Name ?? $"Account {id}";

    private sealed record Slice(AdsId<AdsAccount> AccountId, SliceKind Kind, SliceState State, long Rows, long? RowsTotal, DateTimeOffset? NextAt, string? Failure);
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Clears the slices of runs away a week after their end, and the runs after fourteen months. What slices told is kept elsewhere by then: the
/// sums in the run, the days in their marks, speed and days read in the report's history. Only a failed slice that still is the last word
/// on a day stays, because the ledger tells why the day is not there.
/// </summary>
public sealed class OldRuns(PortalDb db, TimeProvider clock)
{
    public const int MonthsOfRuns = 14;

    /// <summary>Long enough to look into what went wrong last week.</summary>
    public static readonly TimeSpan SlicesKept = TimeSpan.FromDays(7);

    /// <summary>What one statement deletes: some ten milliseconds in which no other writer gets its turn.</summary>
    private const int Batch = 500;

    /// <summary>What one call deletes. An organisation with 500 accounts makes some 8,000 slices an hour; what is left comes with the next call.</summary>
    private const int Most = 100_000;

    /// <summary>The slices that were deleted.</summary>
    public async Task<int> ClearAsync(CancellationToken ct)
    {
        var cleared = 0;
        while (cleared < Most && await NextAsync(ct) is { } run)
        {
            cleared += await ClearAsync(run, ct);
        }

        return cleared + await ForgetAsync(ct);
    }

    /// <summary>The newest run is what the pages show first, however old it is.</summary>
    private async Task<Id<SyncRun>?> NextAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - SlicesKept;
        var newest = await db.SyncRuns.Where(run => run.Purpose == SyncPurpose.Current).OrderByDescending(run => run.Id).Select(run => (Id<SyncRun>?)run.Id).FirstOrDefaultAsync(ct);
        return await db.SyncRuns
            .Where(run => run.ClearedAt == null && run.EndedAt < before && (newest == null || run.Id != newest))
            .OrderBy(run => run.EndedAt)
            .Select(run => (Id<SyncRun>?)run.Id)
            .FirstOrDefaultAsync(ct);
    }

    private async Task<int> ClearAsync(Id<SyncRun> id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var run = await db.SyncRuns.SingleAsync(one => one.Id == id, ct);
        if (run.Slices == 0)
        {
            run.Count(await db.CountRunAsync(id, ct));
            await db.SaveChangesAsync(ct);
        }

        var cleared = await DeleteAllAsync(db.SyncSlices.Where(slice => slice.RunId == id && slice.State != SliceState.Failed), ct) + await DeleteOverAsync(id, ct);
        run.Clear(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return cleared;
    }

    /// <summary>Failed slices whose days were read since, or failed again: they are nobody's last word.</summary>
    private async Task<int> DeleteOverAsync(Id<SyncRun> run, CancellationToken ct)
    {
        var cleared = 0;
        foreach (var kind in await db.SyncSlices.Where(slice => slice.RunId == run).Select(slice => slice.Kind).Distinct().ToListAsync(ct))
        {
            var report = kind.Report();
            var failed = await db.SyncSlices
                .Where(slice => slice.RunId == run && slice.Kind == kind)
                .Select(slice => new
                {
                    slice.Id,
                    slice.From,
                    slice.To,
                    FailedAgain = db.SyncSlices.Any(later =>
                        later.State == SliceState.Failed && later.AccountId == slice.AccountId && later.Kind == kind && later.EndedAt > slice.EndedAt && later.From <= slice.From && later.To >= slice.To),
                    ReadSince = db.DayMarks.Count(mark =>
                        mark.AccountId == slice.AccountId && mark.Report == report && mark.Date >= slice.From && mark.Date <= slice.To && mark.ReadAt >= slice.EndedAt),
                })
                .ToListAsync(ct);
            foreach (var over in failed.Where(slice => slice is not { From: { } from, To: { } to } || slice.FailedAgain || slice.ReadSince == new Period(from, to).Days).Select(slice => slice.Id).Chunk(Batch))
            {
                cleared += await DeleteAsync(over, ct);
            }
        }

        return cleared;
    }

    private async Task<int> ForgetAsync(CancellationToken ct)
    {
        var (oldest, forgotten) = (clock.GetUtcNow().AddMonths(-MonthsOfRuns), 0);
        while (forgotten < Most)
        {
            // The keys grow with time, so that the first few tell whether there are any.
            var runs = await db.SyncRuns.OrderBy(run => run.Id).Take(Batch).Where(run => run.ClearedAt != null && run.EndedAt < oldest).Select(run => run.Id).ToListAsync(ct);
            if (runs.Count == 0)
            {
                break;
            }

            forgotten += await DeleteAllAsync(db.SyncSlices.Where(slice => runs.Contains(slice.RunId)), ct);
            await db.SyncRuns.Where(run => runs.Contains(run.Id)).ExecuteDeleteAsync(ct);
        }

        return forgotten;
    }

    private async Task<int> DeleteAllAsync(IQueryable<SyncSlice> slices, CancellationToken ct)
    {
        var deleted = 0;
        while (await slices.Select(slice => slice.Id).Take(Batch).ToListAsync(ct) is { Count: > 0 } some)
        {
            deleted += await DeleteAsync(some, ct);
        }

        return deleted;
    }

    /// <summary>By their keys, which were found outside of the transaction. Then as long a pause, so that half of the time is other writers'.</summary>
    private async Task<int> DeleteAsync(IReadOnlyCollection<Id<SyncSlice>> ids, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var deleted = await db.SyncSlices.Where(slice => ids.Contains(slice.Id)).ExecuteDeleteAsync(ct);
        await Task.Delay(clock.GetElapsedTime(started), clock, ct);
        return deleted;
    }
}

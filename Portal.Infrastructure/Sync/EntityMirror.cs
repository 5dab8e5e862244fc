using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>What became of a file of entities.</summary>
/// <param name="Held">What it would have removed, when that was too much: then nothing was changed.</param>
/// <param name="NextSince">From when on the next changes are to be told.</param>
internal sealed record Mirrored(int Added, int Changed, int Removed, HeldBack? Held, DateTimeOffset NextSince);

/// <summary>
/// Makes the mirror of one account what a file says: rows, history, what was orphaned, and the caller's checkpoint in one transaction, or
/// nothing of it.
/// </summary>
public sealed class EntityMirror(PortalDb db, TimeProvider clock)
{
    /// <summary>Our clock and Microsoft's need not agree.</summary>
    private static readonly TimeSpan ClockDoubt = TimeSpan.FromMinutes(5);

    private const int Samples = 10;

    /// <param name="target">What the file is about.</param>
    /// <param name="records">In order of the tables and keys, each key once.</param>
    /// <param name="approved">What a person let pass of an earlier file that was held back.</param>
    /// <param name="checkpoint">Changes what the caller keeps about its progress; saved in the same transaction.</param>
    /// <param name="ct">Cancels before the commit only.</param>
    internal async Task<Mirrored> ApplyAsync(EntityTarget target, IEnumerable<EntityRecord> records, HeldBack? approved, Action<Mirrored> checkpoint, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var unmapped = await UnmappedPages.BeginAsync(db);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
            using var rows = EntityRows.Of(db, target.AccountId, now, target.SyncTime - ClockDoubt);
            var edits = await db.Campaigns.Where(one => one.AccountId == target.AccountId && one.EditedAt >= target.SyncTime - ClockDoubt)
                .Select(one => new { one.CampaignId, one.EditedAt }).ToListAsync(ct);
            var counts = await MergeAsync(target, records, rows, edits.Select(edit => edit.CampaignId.Value).ToHashSet(), now, ct);
            if (await TooMuchAsync(counts, rows, approved, ct) is { } held)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                return new(0, 0, 0, held, target.SyncTime);
            }

            await CountBudgetsAsync(target.AccountId, ct);
            var outcome = new Mirrored(
                counts.Values.Sum(count => count.Added), counts.Values.Sum(count => count.Changed), counts.Values.Sum(count => count.Removed), null, Next(target, edits.Min(edit => edit.EditedAt)));
            if (outcome.Added + outcome.Changed + outcome.Removed > 0)
            {
                await db.AdvanceDataVersionAsync(ct);
            }

            checkpoint(outcome);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return outcome;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>What was edited here while the file was made is told again by the next one.</summary>
    private static DateTimeOffset Next(EntityTarget target, DateTimeOffset? edited) =>
        edited - ClockDoubt is { } before && before < target.SyncTime ? before : target.SyncTime;

    private async Task<Dictionary<EntityKind, MergeCount>> MergeAsync(
        EntityTarget target, IEnumerable<EntityRecord> records, EntityRows rows, HashSet<long> edited, DateTimeOffset now, CancellationToken ct)
    {
        var history = new EntityHistory(db.CurrentTenantId, target, now);
        var counts = new Dictionary<EntityKind, MergeCount>();
        using var sorted = new Peekable(records);
        foreach (var table in EntityTables.All)
        {
            counts[table.Kind] = await new EntityMerge(table, target, rows, history, edited).RunAsync(sorted.While(table.Kind), ct);
        }

        if (!target.IsFull && counts.Values.Any(count => count.Removed > 0))
        {
            foreach (var (kind, gone) in await new EntityOrphans(db, target.AccountId, now).RemoveAsync(ct))
            {
                counts[kind] = counts[kind] with { Removed = counts[kind].Removed + gone };
            }
        }

        return counts;
    }

    private static async Task<HeldBack?> TooMuchAsync(Dictionary<EntityKind, MergeCount> counts, EntityRows rows, HeldBack? approved, CancellationToken ct)
    {
        var losses = new List<Loss>();
        foreach (var (kind, count) in counts.Where(count => count.Value.Removed > 0 && count.Key != EntityKind.Raw))
        {
            var table = EntityTables.Of(kind);
            var had = await rows.CountAsync(table, ct) - count.Added + count.Removed;
            var names = (await rows.RemovedNowAsync(table, Samples, ct)).ConvertAll(row => table.NameOf(row.Values));
            losses.Add(new(kind, had, count.Removed, names));
        }

        return losses.Exists(loss => loss.IsMuch && approved?.Covers(loss) != true) ? new HeldBack(losses) : null;
    }

    private Task<int> CountBudgetsAsync(AdsId<AdsAccount> account, CancellationToken ct) => db.SharedBudgets
        .Where(budget => budget.AccountId == account)
        .Where(budget => budget.AssociationCount != db.Campaigns.Count(one => one.AccountId == account && one.SharedBudgetId == budget.BudgetId && one.RemovedAt == null))
        .ExecuteUpdateAsync(
            set => set.SetProperty(
                budget => budget.AssociationCount,
                budget => db.Campaigns.Count(one => one.AccountId == account && one.SharedBudgetId == budget.BudgetId && one.RemovedAt == null)),
            ct);

    /// <summary>One pass over all records, handed out kind by kind.</summary>
    private sealed class Peekable(IEnumerable<EntityRecord> records) : IDisposable
    {
        private readonly IEnumerator<EntityRecord> all = records.GetEnumerator();
        private EntityRecord? next;

        public IEnumerable<EntityRecord> While(EntityKind kind)
        {
            while ((next ??= all.MoveNext() ? all.Current : null) is { } record && record.Kind == kind)
            {
                next = null;
                yield return record;
            }
        }

        public void Dispose() => all.Dispose();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>What a look at Microsoft changed in the mirror.</summary>
internal readonly record struct MirrorCounts(int Added, int Changed, int Removed)
{
    public static MirrorCounts operator +(MirrorCounts a, MirrorCounts b) => new(a.Added + b.Added, a.Changed + b.Changed, a.Removed + b.Removed);
}

internal static class MirrorCounting
{
    /// <summary>What is about to be saved of one kind of row; <paramref name="touch"/> is called for the rows that differ from what was loaded.</summary>
    public static MirrorCounts Counted<T>(this PortalDb db, Action<T> touch)
        where T : class
    {
        var rows = db.ChangeTracker.Entries<T>().ToList();
        var changed = rows.Where(row => row.State == EntityState.Modified).ToList();
        changed.ForEach(row => touch(row.Entity));
        var removed = changed.Count(IsRemoved);
        return new(rows.Count(row => row.State == EntityState.Added), changed.Count - removed, removed);
    }

    /// <summary>Saves, and with it counts the tenant's data up when the mirror changed: pages that remember must look again.</summary>
    public static async Task SaveCountedAsync(this PortalDb db, MirrorCounts counts, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        if (counts != default)
        {
            await db.AdvanceDataVersionAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static bool IsRemoved<T>(EntityEntry<T> row)
        where T : class =>
        row.Property("RemovedAt") is { CurrentValue: not null, OriginalValue: null };
}

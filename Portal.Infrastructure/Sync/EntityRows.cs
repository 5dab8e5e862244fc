using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>A row of the mirror as it is.</summary>
internal sealed record EntityRow(EntityKey Key, object?[] Values, bool IsRemoved);

/// <summary>
/// Reads and writes the mirrored rows of one account, thousands at once, in the transaction of the context. Each database has its own
/// quick way: EF Core would take minutes for a million keywords while other writers wait.
/// </summary>
internal abstract class EntityRows(AdsId<AdsAccount> account, DateTimeOffset now) : IDisposable
{
    protected long Account { get; } = account.Value;

    protected DateTimeOffset Now { get; } = now;

    /// <param name="db">Within a tenant, with its transaction begun.</param>
    /// <param name="account">Whose rows.</param>
    /// <param name="now">When they change; whole milliseconds.</param>
    /// <param name="editedBefore">A row that was edited from here since then is not changed.</param>
    public static EntityRows Of(PortalDb db, AdsId<AdsAccount> account, DateTimeOffset now, DateTimeOffset editedBefore)
    {
        if (db.CurrentTenantId == default)
        {
            throw new TenantMismatchException("Entities are written within a tenant only.");
        }

        return db.Database.GetDbConnection() switch
        {
            SqliteConnection sqlite => new SqliteEntityRows(sqlite, db.CurrentTenantId, account, now, editedBefore),
            NpgsqlConnection npgsql => new PostgreSqlEntityRows(npgsql, db.CurrentTenantId, account, now, editedBefore),
            _ => throw new NotSupportedException("The portal runs on SQLite and PostgreSQL."),
        };
    }

    /// <summary>The next rows in order of the key, removed ones included.</summary>
    public abstract Task<List<EntityRow>> PageAsync(EntityTable table, EntityKey? after, int size, CancellationToken ct);

    /// <summary>Those of the keys that there are.</summary>
    public abstract Task<List<EntityRow>> FindAsync(EntityTable table, IReadOnlyList<EntityKey> keys, CancellationToken ct);

    public abstract Task AddAsync(EntityTable table, IReadOnlyList<EntityRecord> records, CancellationToken ct);

    public abstract Task ChangeAsync(EntityTable table, IReadOnlyList<EntityRecord> records, CancellationToken ct);

    public abstract Task RemoveAsync(EntityTable table, IReadOnlyList<EntityKey> keys, CancellationToken ct);

    /// <summary>One that is there already is left as it is.</summary>
    public abstract Task RecordAsync(IReadOnlyList<EntityChange> changes, CancellationToken ct);

    public abstract Task<int> CountAsync(EntityTable table, CancellationToken ct);

    /// <summary>Some of what this transaction removed.</summary>
    public abstract Task<List<EntityRow>> RemovedNowAsync(EntityTable table, int size, CancellationToken ct);

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected static string List(IEnumerable<string> parts) => string.Join(", ", parts);

    protected static IEnumerable<string> Quoted(IEnumerable<string> names) => names.Select(name => $"\"{name}\"");

    protected static IEnumerable<string> ValueNames(EntityTable table) => table.Values.Select(column => column.Name);
}

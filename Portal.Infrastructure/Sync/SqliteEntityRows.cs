using Microsoft.Data.Sqlite;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>With prepared statements; each names tenant (1) and account (2).</summary>
internal sealed class SqliteEntityRows(SqliteConnection connection, Id<Tenant> tenant, AdsId<AdsAccount> account, DateTimeOffset now, DateTimeOffset editedBefore)
    : EntityRows(account, now)
{
    private const string Mine = "\"TenantId\" = ?1 AND \"AccountId\" = ?2";

    private readonly Dictionary<string, Statement> statements = [];
    private readonly byte[] tenantBytes = tenant.Value.ToByteArray(true);

    public override Task<List<EntityRow>> PageAsync(EntityTable table, EntityKey? after, int size, CancellationToken ct)
    {
        var keys = List(Quoted(table.Keys));
        var behind = after is null ? "" : $" AND ({keys}) > ({Places(3, table.Keys.Count)})";
        var statement = Prepare($"SELECT {Columns(table)} FROM \"{table.Name}\" WHERE {Mine}{behind} ORDER BY {keys} LIMIT {size}");
        if (after is { } key)
        {
            BindKey(statement, table, key, 3);
        }

        return Task.FromResult(Read(statement, table, size));
    }

    public override Task<List<EntityRow>> FindAsync(EntityTable table, IReadOnlyList<EntityKey> keys, CancellationToken ct)
    {
        var statement = Prepare($"SELECT {Columns(table)} FROM \"{table.Name}\" WHERE {Mine} AND {OneKey(table, 3)}");
        var found = new List<EntityRow>(keys.Count);
        foreach (var key in keys)
        {
            BindKey(statement, table, key, 3);
            found.AddRange(Read(statement, table, 1));
        }

        return Task.FromResult(found);
    }

    public override Task AddAsync(EntityTable table, IReadOnlyList<EntityRecord> records, CancellationToken ct)
    {
        string[] columns = ["TenantId", "AccountId", .. table.Keys, .. ValueNames(table), "ChangedAt", .. table.AtFirst];
        var statement = Prepare($"INSERT INTO \"{table.Name}\" ({List(Quoted(columns))}) VALUES ({Places(1, columns.Length)})");
        foreach (var record in records)
        {
            var place = BindValues(statement, record.Values, BindKey(statement, table, record.Key, 3));
            statement.Bind(place++, Now.ToUnixTimeMilliseconds());
            foreach (var column in table.AtFirst)
            {
                statement.Bind(place++, column.EndsWith("At", StringComparison.Ordinal) ? Now.ToUnixTimeMilliseconds() : 0);
            }

            statement.Run();
        }

        return Task.CompletedTask;
    }

    public override Task ChangeAsync(EntityTable table, IReadOnlyList<EntityRecord> records, CancellationToken ct)
    {
        var (firstValue, moment) = (3 + table.Keys.Count, 3 + table.Keys.Count + table.Values.Count);
        var set = List(ValueNames(table).Select((name, at) => $"\"{name}\" = ?{firstValue + at}"));
        var unedited = table.HasEdits ? $" AND (\"EditedAt\" IS NULL OR \"EditedAt\" < {editedBefore.ToUnixTimeMilliseconds()})" : "";
        var statement = Prepare($"UPDATE \"{table.Name}\" SET {set}, \"ChangedAt\" = ?{moment}, \"RemovedAt\" = NULL WHERE {Mine} AND {OneKey(table, 3)}{unedited}");
        foreach (var record in records)
        {
            statement.Bind(BindValues(statement, record.Values, BindKey(statement, table, record.Key, 3)), Now.ToUnixTimeMilliseconds());
            statement.Run();
        }

        return Task.CompletedTask;
    }

    public override Task RemoveAsync(EntityTable table, IReadOnlyList<EntityKey> keys, CancellationToken ct)
    {
        var moment = 3 + table.Keys.Count;
        var statement = Prepare($"UPDATE \"{table.Name}\" SET \"RemovedAt\" = ?{moment}, \"ChangedAt\" = ?{moment} WHERE {Mine} AND {OneKey(table, 3)}");
        foreach (var key in keys)
        {
            statement.Bind(BindKey(statement, table, key, 3), Now.ToUnixTimeMilliseconds());
            statement.Run();
        }

        return Task.CompletedTask;
    }

    public override Task RecordAsync(IReadOnlyList<EntityChange> changes, CancellationToken ct)
    {
        string[] columns = ["TenantId", "AccountId", "Kind", "EntityId", "At", "ParentId", "Field", "Name", "From", "To"];
        var statement = Prepare($"INSERT INTO \"EntityChanges\" ({List(Quoted(columns))}) VALUES ({Places(1, columns.Length)}) ON CONFLICT DO NOTHING");
        foreach (var change in changes)
        {
            BindValues(
                statement,
                [(long)change.Kind, change.EntityId, change.At.ToUnixTimeMilliseconds(), change.ParentId, change.Field, change.Name, change.From, change.To],
                3);
            statement.Run();
        }

        return Task.CompletedTask;
    }

    public override Task<int> CountAsync(EntityTable table, CancellationToken ct)
    {
        var statement = Prepare($"SELECT COUNT(*) FROM \"{table.Name}\" WHERE {Mine} AND \"RemovedAt\" IS NULL");
        statement.Next();
        var count = (int)statement.Number(0);
        statement.Reset();
        return Task.FromResult(count);
    }

    public override Task<List<EntityRow>> RemovedNowAsync(EntityTable table, int size, CancellationToken ct)
    {
        var statement = Prepare($"SELECT {Columns(table)} FROM \"{table.Name}\" WHERE {Mine} AND \"RemovedAt\" = ?3 ORDER BY {List(Quoted(table.Keys))} LIMIT {size}");
        statement.Bind(3, Now.ToUnixTimeMilliseconds());
        return Task.FromResult(Read(statement, table, size));
    }

    public override void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        base.Dispose();
    }

    private static string Columns(EntityTable table) => List(Quoted([.. table.Keys, .. ValueNames(table), "RemovedAt"]));

    private static string OneKey(EntityTable table, int from) => string.Join(" AND ", table.Keys.Select((key, at) => $"\"{key}\" = ?{from + at}"));

    private static string Places(int from, int count) => List(Enumerable.Range(from, count).Select(place => $"?{place}"));

    private static int BindKey(Statement statement, EntityTable table, EntityKey key, int place)
    {
        for (var part = 0; part < table.Keys.Count; part++)
        {
            statement.Bind(place++, key[part]);
        }

        return place;
    }

    private static int BindValues(Statement statement, IReadOnlyList<object?> values, int place)
    {
        foreach (var value in values)
        {
            switch (value)
            {
                case string text:
                    statement.Bind(place, text);
                    break;
                case long number:
                    statement.Bind(place, number);
                    break;
                default:
                    statement.BindNothing(place);
                    break;
            }

            place++;
        }

        return place;
    }

    private static List<EntityRow> Read(Statement statement, EntityTable table, int most)
    {
        var (rows, parts) = (new List<EntityRow>(most), table.Keys.Count);
        while (statement.Next())
        {
            var values = new object?[table.Values.Count];
            for (var at = 0; at < values.Length; at++)
            {
                values[at] = statement.IsNothing(parts + at) ? null : table.Values[at].IsText ? statement.Text(parts + at) : statement.Number(parts + at);
            }

            var key = new EntityKey(statement.Number(0), parts > 1 ? statement.Number(1) : 0, parts > 2 ? statement.Number(2) : 0);
            rows.Add(new(key, values, !statement.IsNothing(parts + values.Length)));
        }

        statement.Reset();
        return rows;
    }

    private Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = statements[sql] = new Statement(connection, sql);
            statement.Bind(1, tenantBytes);
            statement.Bind(2, Account);
        }

        return statement;
    }
}

using System.Diagnostics.CodeAnalysis;
using Npgsql;
using NpgsqlTypes;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Sync;

/// <summary>With arrays that the server turns into rows: one statement for thousands of them. COPY does not pass row-level security.</summary>
internal sealed class PostgreSqlEntityRows(NpgsqlConnection connection, Id<Tenant> tenant, AdsId<AdsAccount> account, DateTimeOffset now, DateTimeOffset editedBefore)
    : EntityRows(account, now)
{
    private const string Mine = "t.\"TenantId\" = @tenant AND t.\"AccountId\" = @account";

    public override Task<List<EntityRow>> PageAsync(EntityTable table, EntityKey? after, int size, CancellationToken ct)
    {
        var keys = List(Quoted(table.Keys).Select(key => $"t.{key}"));
        var behind = after is null ? "" : $" AND ({keys}) > ({List(table.Keys.Select((_, part) => $"@k{part}"))})";
        var command = Command($"SELECT {Columns(table)} FROM \"{table.Name}\" t WHERE {Mine}{behind} ORDER BY {keys} LIMIT {size}");
        for (var part = 0; after is { } key && part < table.Keys.Count; part++)
        {
            command.Parameters.AddWithValue($"k{part}", key[part]);
        }

        return ReadAsync(command, table, ct);
    }

    public override Task<List<EntityRow>> FindAsync(EntityTable table, IReadOnlyList<EntityKey> keys, CancellationToken ct)
    {
        var command = Command($"SELECT {Columns(table)} FROM \"{table.Name}\" t JOIN {Incoming(table, 0)} ON {SameKey(table)} WHERE {Mine}");
        AddKeys(command, table, keys);
        return ReadAsync(command, table, ct);
    }

    public override Task AddAsync(EntityTable table, IReadOnlyList<EntityRecord> records, CancellationToken ct)
    {
        var incoming = List([.. table.Keys.Select((_, part) => $"i.k{part}"), .. table.Values.Select((_, at) => $"i.v{at}")]);
        var first = string.Concat(table.AtFirst.Select(column => column.EndsWith("At", StringComparison.Ordinal) ? ", @now" : ", 0"));
        string[] columns = ["TenantId", "AccountId", .. table.Keys, .. ValueNames(table), "ChangedAt", .. table.AtFirst];
        return WriteAsync(table, records, $"INSERT INTO \"{table.Name}\" ({List(Quoted(columns))}) SELECT @tenant, @account, {incoming}, @now{first} FROM {Incoming(table, table.Values.Count)}", ct);
    }

    public override Task ChangeAsync(EntityTable table, IReadOnlyList<EntityRecord> records, CancellationToken ct)
    {
        var set = List(ValueNames(table).Select((name, at) => $"\"{name}\" = i.v{at}"));
        var unedited = table.HasEdits ? " AND (t.\"EditedAt\" IS NULL OR t.\"EditedAt\" < @edited)" : "";
        return WriteAsync(table, records, $"UPDATE \"{table.Name}\" t SET {set}, \"ChangedAt\" = @now, \"RemovedAt\" = NULL FROM {Incoming(table, table.Values.Count)} WHERE {Mine} AND {SameKey(table)}{unedited}", ct);
    }

    public override Task RemoveAsync(EntityTable table, IReadOnlyList<EntityKey> keys, CancellationToken ct)
    {
        var command = Command($"UPDATE \"{table.Name}\" t SET \"RemovedAt\" = @now, \"ChangedAt\" = @now FROM {Incoming(table, 0)} WHERE {Mine} AND {SameKey(table)}");
        AddKeys(command, table, keys);
        return RunAsync(command, ct);
    }

    public override Task RecordAsync(IReadOnlyList<EntityChange> changes, CancellationToken ct)
    {
        var command = Command("""
            INSERT INTO "EntityChanges" ("TenantId", "AccountId", "Kind", "EntityId", "At", "ParentId", "Field", "Name", "From", "To")
            SELECT @tenant, @account, i.* FROM unnest(@kinds, @ids, @ats, @parents, @fields, @names, @froms, @tos) AS i ON CONFLICT DO NOTHING
            """);
        Add("kinds", NpgsqlDbType.Integer, changes.Select(change => (int)change.Kind).ToArray());
        Add("ids", NpgsqlDbType.Bigint, changes.Select(change => change.EntityId).ToArray());
        Add("ats", NpgsqlDbType.TimestampTz, changes.Select(change => change.At.UtcDateTime).ToArray());
        Add("parents", NpgsqlDbType.Bigint, changes.Select(change => change.ParentId).ToArray());
        Add("fields", NpgsqlDbType.Text, changes.Select(change => change.Field).ToArray());
        Add("names", NpgsqlDbType.Text, changes.Select(change => change.Name).ToArray());
        Add("froms", NpgsqlDbType.Text, changes.Select(change => change.From).ToArray());
        Add("tos", NpgsqlDbType.Text, changes.Select(change => change.To).ToArray());
        return RunAsync(command, ct);

        void Add(string name, NpgsqlDbType type, object values) => command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
    }

    public override async Task<int> CountAsync(EntityTable table, CancellationToken ct)
    {
        await using var command = Command($"SELECT COUNT(*)::int FROM \"{table.Name}\" t WHERE {Mine} AND t.\"RemovedAt\" IS NULL");
        return (int)(await command.ExecuteScalarAsync(ct) ?? 0);
    }

    public override Task<List<EntityRow>> RemovedNowAsync(EntityTable table, int size, CancellationToken ct) => ReadAsync(
        Command($"SELECT {Columns(table)} FROM \"{table.Name}\" t WHERE {Mine} AND t.\"RemovedAt\" = @now ORDER BY {List(Quoted(table.Keys))} LIMIT {size}"),
        table,
        ct);

    private static string Columns(EntityTable table) => List(
        [.. table.Keys.Select(key => $"t.\"{key}\"::bigint"), .. ValueNames(table).Select(name => $"t.\"{name}\""), "t.\"RemovedAt\" IS NOT NULL"]);

    private static string SameKey(EntityTable table) => string.Join(" AND ", table.Keys.Select((key, part) => $"t.\"{key}\" = i.k{part}"));

    /// <summary>The arrays as rows: the key's parts, and as many values.</summary>
    private static string Incoming(EntityTable table, int values)
    {
        string[] names = [.. table.Keys.Select((_, part) => $"k{part}"), .. Enumerable.Range(0, values).Select(at => $"v{at}")];
        return $"unnest({List(names.Select(name => $"@{name}"))}) AS i({List(names)})";
    }

    private static void AddKeys(NpgsqlCommand command, EntityTable table, IEnumerable<EntityKey> keys)
    {
        var all = keys.ToList();
        for (var part = 0; part < table.Keys.Count; part++)
        {
            command.Parameters.Add(new NpgsqlParameter($"k{part}", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = all.ConvertAll(key => key[part]).ToArray() });
        }
    }

    private Task WriteAsync(EntityTable table, IReadOnlyList<EntityRecord> records, string sql, CancellationToken ct)
    {
        var command = Command(sql);
        AddKeys(command, table, records.Select(record => record.Key));
        for (var at = 0; at < table.Values.Count; at++)
        {
            command.Parameters.Add(table.Values[at].IsText
                ? new NpgsqlParameter($"v{at}", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = records.Select(record => record.Values[at] as string).ToArray() }
                : new NpgsqlParameter($"v{at}", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = records.Select(record => record.Values[at] as long?).ToArray() });
        }

        return RunAsync(command, ct);
    }

    [SuppressMessage("Security", "CA2100", Justification = "Table and column names are the code's own; every value is a parameter.")]
    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("tenant", tenant.Value);
        command.Parameters.AddWithValue("account", Account);
        if (sql.Contains("@now", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("now", Now.UtcDateTime);
        }

        if (sql.Contains("@edited", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("edited", editedBefore.UtcDateTime);
        }

        return command;
    }

    private static async Task RunAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<List<EntityRow>> ReadAsync(NpgsqlCommand command, EntityTable table, CancellationToken ct)
    {
        await using var _ = command;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (rows, parts) = (new List<EntityRow>(), table.Keys.Count);
        while (await reader.ReadAsync(ct))
        {
            var values = new object?[table.Values.Count];
            for (var at = 0; at < values.Length; at++)
            {
                values[at] = await reader.IsDBNullAsync(parts + at, ct) ? null : table.Values[at].IsText ? reader.GetString(parts + at) : reader.GetInt64(parts + at);
            }

            var key = new EntityKey(reader.GetInt64(0), parts > 1 ? reader.GetInt64(1) : 0, parts > 2 ? reader.GetInt64(2) : 0);
            rows.Add(new(key, values, reader.GetBoolean(parts + values.Length)));
        }

        return rows;
    }
}

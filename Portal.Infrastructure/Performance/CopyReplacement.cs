using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Database;

// Table and column names are the code's own; every value is a parameter.
#pragma warning disable RS0030, EF1002

namespace Portal.Infrastructure.Performance;

/// <summary>
/// What <see cref="RowReplacement"/> is to SQLite: PostgreSQL takes the file's rows into a table of the transaction by binary copy, and
/// then deletes, changes and adds only what differs. Runs in the context's transaction.
/// </summary>
internal sealed class CopyReplacement(PortalDb db, ReportTarget target)
{
    private readonly ReportTable table = ReportTable.Of(target.Report);

    /// <param name="rows">Each key once.</param>
    public async Task<Replaced> RunAsync(IEnumerable<ReportRow> rows, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync($"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {Columns("")} FROM {Table} LIMIT 0", ct);
        Copy(rows, ct);
        return await HasAnyAsync(ct) ? await ReplaceAsync(ct) : new(await RunAsync(Insert, ct), 0, 0);
    }

    private async Task<Replaced> ReplaceAsync(CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync("ANALYZE incoming", ct);

        // A table that was filled a moment ago has no statistics yet: taken for empty, it would be compared with each incoming row by row.
        await db.Database.ExecuteSqlRawAsync("SET LOCAL enable_nestloop = off", ct);
        var removed = await RunAsync($"DELETE FROM {Table} old WHERE {Slice} AND NOT EXISTS (SELECT FROM incoming new WHERE {SameKey})", ct);
        var changed = await RunAsync($"UPDATE {Table} old SET {Set} FROM incoming new WHERE {Slice} AND {SameKey} AND ({List(table.Values, "old.")}) IS DISTINCT FROM ({List(table.Values, "new.")})", ct);
        var added = await RunAsync($"{Insert} ON CONFLICT DO NOTHING", ct);
        return new(added, changed, removed);
    }

    /// <summary>The index by day knows at once; without rows in the period there is nothing to compare.</summary>
    private Task<bool> HasAnyAsync(CancellationToken ct) =>
        db.Database.SqlQueryRaw<bool>($"SELECT EXISTS (SELECT FROM {Table} old WHERE {Slice}) AS \"Value\"", Parameters).SingleAsync(ct);

    private string Insert => $"INSERT INTO {Table} (\"TenantId\", \"AccountId\", {Columns("")}) SELECT @tenant, @account, {Columns("")} FROM incoming";

    private string Table => $"\"{table.Name}\"";

    private string SameKey => string.Join(" AND ", table.Keys.Select(key => $"old.\"{key}\" = new.\"{key}\""));

    private string Set => string.Join(", ", table.Values.Select(value => $"\"{value}\" = new.\"{value}\""));

    private const string Slice = "old.\"TenantId\" = @tenant AND old.\"AccountId\" = @account AND old.\"Date\" BETWEEN @from AND @to";

    private string Columns(string of) => List([.. table.Keys, .. table.Values], of);

    private static string List(IEnumerable<string> columns, string of) => string.Join(", ", columns.Select(column => $"{of}\"{column}\""));

    private Task<int> RunAsync(string sql, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(sql, Parameters, ct);

    private NpgsqlParameter[] Parameters =>
    [
        new("tenant", db.CurrentTenantId.Value),
        new("account", target.AccountId.Value),
        new("from", target.Period.From),
        new("to", target.Period.To),
    ];

    private void Copy(IEnumerable<ReportRow> rows, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        using var copy = connection.BeginBinaryImport($"COPY incoming ({Columns("")}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            copy.StartRow();
            Write(copy, row);
        }

        copy.Complete();
    }

    private void Write(NpgsqlBinaryImporter copy, ReportRow row)
    {
        foreach (var part in row.Parts[..table.Parts])
        {
            copy.Write(part, NpgsqlDbType.Bigint);
        }

        copy.Write(DateOnly.FromDayNumber(row.Day), NpgsqlDbType.Date);
        if (table.HasHour)
        {
            copy.Write(row.Hour, NpgsqlDbType.Integer);
        }

        if (table.HasCampaign)
        {
            copy.Write(row.CampaignId, NpgsqlDbType.Bigint);
        }

        foreach (var number in row.Numbers[..table.Measures])
        {
            copy.Write(number, NpgsqlDbType.Bigint);
        }

        foreach (var share in row.Shares[..table.Shares])
        {
            if (share == ReportRow.NoShare)
            {
                copy.WriteNull();
            }
            else
            {
                copy.Write(share, NpgsqlDbType.Smallint);
            }
        }
    }
}

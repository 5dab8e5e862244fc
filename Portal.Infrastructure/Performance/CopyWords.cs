using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Database;

// Table and column names are the code's own; every value is a parameter.
#pragma warning disable RS0030, EF1002

namespace Portal.Infrastructure.Performance;

/// <summary>What <see cref="WordMerge"/> is to SQLite. In the order of the numbers, so that two transactions with the same words do not wait for each other in a circle.</summary>
internal sealed class CopyWords(PortalDb db, WordTable table)
{
    private readonly string[] columns = [table.Key, .. table.Words.Select(word => word.Name)];

    /// <exception cref="ReportRefusedException">A number that is made of texts stands for other texts already.</exception>
    public async Task RunAsync(IEnumerable<NumberedWords> all, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync($"CREATE TEMP TABLE words ON COMMIT DROP AS SELECT {List("")} FROM \"{table.Name}\" LIMIT 0", ct);
        Copy(all, ct);
        await db.Database.ExecuteSqlRawAsync(Insert, [Tenant], ct);
        if (await db.Database.SqlQueryRaw<bool>(Clash, Tenant).SingleAsync(ct))
        {
            throw WordTable.TwoOfOneNumber();
        }
    }

    private NpgsqlParameter Tenant => new("tenant", db.CurrentTenantId.Value);

    private string Insert => $"""
        INSERT INTO "{table.Name}" AS old ("TenantId", {List("")})
        SELECT DISTINCT ON ("{table.Key}") @tenant, {List("")} FROM words ORDER BY "{table.Key}"
        ON CONFLICT ("TenantId", "{table.Key}") DO {(table.IsOurs ? "NOTHING" : Rename)}
        """;

    private string Rename => $"""
        UPDATE SET {string.Join(", ", columns[1..].Select(column => $"\"{column}\" = excluded.\"{column}\""))} WHERE old."{table.Key}" > 0 AND ({Texts("old.")}) IS DISTINCT FROM ({Texts("excluded.")})
        """;

    private string Clash => $"""
        SELECT EXISTS (SELECT FROM words new JOIN "{table.Name}" old ON old."TenantId" = @tenant AND old."{table.Key}" = new."{table.Key}"
        WHERE {(table.IsOurs ? "true" : $"new.\"{table.Key}\" < 0")} AND ({Texts("old.")}) IS DISTINCT FROM ({Texts("new.")})) AS "Value"
        """;

    private string Texts(string of) => string.Join(", ", columns[1..].Select(column => $"{of}\"{column}\""));

    private string List(string of) => string.Join(", ", columns.Select(column => $"{of}\"{column}\""));

    private void Copy(IEnumerable<NumberedWords> all, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        using var copy = connection.BeginBinaryImport($"COPY words ({List("")}) FROM STDIN (FORMAT BINARY)");
        foreach (var words in all)
        {
            ct.ThrowIfCancellationRequested();
            copy.StartRow();
            copy.Write(words.Number, NpgsqlDbType.Bigint);
            for (var at = 0; at < table.Words.Length; at++)
            {
                Write(copy, table.Words[at], words.Texts[at]);
            }
        }

        copy.Complete();
    }

    private static void Write(NpgsqlBinaryImporter copy, Word word, string text)
    {
        if (!word.IsNumber)
        {
            copy.Write(text, NpgsqlDbType.Text);
        }
        else if (WordTable.Number(text) is { } number)
        {
            copy.Write(number, NpgsqlDbType.Bigint);
        }
        else
        {
            copy.WriteNull();
        }
    }
}

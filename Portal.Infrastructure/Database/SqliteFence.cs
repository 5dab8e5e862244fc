using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

// The triggers are made of the model's own names.
#pragma warning disable RS0030, EF1002

namespace Portal.Infrastructure.Database;

/// <summary>
/// The fence in the file itself: triggers refuse to insert, change or delete a row whose tenant, before or after, is not
/// <c>current_tenant()</c>. A connection that lacks the function, such as another program's, cannot write those tables at all.
/// </summary>
internal static class SqliteFence
{
    public const string Refusal = "tenant mismatch";

    /// <summary>Makes the triggers what the model says. Where they are so already, nothing is written.</summary>
    public static async Task RaiseAsync(DbContext db, CancellationToken ct)
    {
        var wanted = db.Model.GetEntityTypes().Where(entity => entity.IsMultiTenant()).SelectMany(Triggers).ToDictionary();
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var found = await TriggersAsync(db.Database.GetDbConnection(), ct);
            if (wanted.Count == found.Count && wanted.All(trigger => found.GetValueOrDefault(trigger.Key) == trigger.Value))
            {
                return;
            }

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            foreach (var sql in found.Keys.Select(name => $"""DROP TRIGGER "{name}";""").Concat(wanted.Values))
            {
                await db.Database.ExecuteSqlRawAsync(sql, ct);
            }

            await transaction.CommitAsync(ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Triggers(IReadOnlyEntityType entity)
    {
        var table = entity.GetTableName();
        foreach (var (verb, rows) in new[] { ("INSERT", "NEW"), ("UPDATE", "OLD NEW"), ("DELETE", "OLD") })
        {
            var name = $"{TenantFence.Filter}{table}_{verb}";
            var foreign = string.Join(" OR ", rows.Split(' ').Select(row => $"{row}.\"TenantId\" IS NOT {TenantFence.CurrentTenant}()"));
            yield return new(name, $"""CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" WHEN {foreign} BEGIN SELECT RAISE(ABORT, '{Refusal}'); END""");
        }
    }

    private static async Task<Dictionary<string, string>> TriggersAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '\\_\\_tenant\\_\\_%' ESCAPE '\\'";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<string, string>();
        while (await reader.ReadAsync(ct))
        {
            found[reader.GetString(0)] = reader.GetString(1);
        }

        return found;
    }
}

using Microsoft.Data.Sqlite;
using Portal.Domain;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Adds on SQLite what numbers of a report's rows stand for, and renames what Microsoft numbers itself. Runs in the connection's
/// transaction.
/// </summary>
internal sealed class WordMerge : IDisposable
{
    private readonly WordTable table;
    private readonly Statement find;
    private readonly Statement insert;
    private readonly Statement update;

    public WordMerge(SqliteConnection connection, Id<Tenant> tenantId, WordTable table)
    {
        this.table = table;
        var names = table.Words.Select(word => word.Name).ToList();
        find = new(connection, $"SELECT {string.Join(", ", names)} FROM {table.Name} WHERE TenantId = ?1 AND {table.Key} = ?2");
        insert = new(connection, $"INSERT INTO {table.Name} (TenantId, {table.Key}, {string.Join(", ", names)}) VALUES (?1, ?2, {string.Join(", ", names.Select((_, at) => $"?{at + 3}"))})");
        update = new(connection, $"UPDATE {table.Name} SET {string.Join(", ", names.Select((name, at) => $"{name} = ?{at + 3}"))} WHERE TenantId = ?1 AND {table.Key} = ?2");
        foreach (var statement in new[] { find, insert, update })
        {
            statement.Bind(1, tenantId.Value.ToByteArray(true));
        }
    }

    /// <exception cref="ReportRefusedException">A number that is made of texts stands for other texts already.</exception>
    public void Run(IEnumerable<NumberedWords> all, CancellationToken ct)
    {
        foreach (var words in all)
        {
            ct.ThrowIfCancellationRequested();
            switch (Find(words))
            {
                case null:
                    Write(insert, words);
                    break;
                case false when table.IsNumberedByMicrosoft(words.Number):
                    Write(update, words);
                    break;
                case false:
                    throw WordTable.TwoOfOneNumber();
            }
        }
    }

    public void Dispose()
    {
        find.Dispose();
        insert.Dispose();
        update.Dispose();
    }

    /// <summary>Whether it stands there with the same texts; null when it does not stand there.</summary>
    private bool? Find(in NumberedWords words)
    {
        find.Bind(2, words.Number);
        if (!find.Next())
        {
            find.Reset();
            return null;
        }

        var same = true;
        for (var at = 0; at < table.Words.Length; at++)
        {
            same &= table.Words[at].IsNumber
                ? WordTable.Number(words.Texts[at]) == (find.IsNothing(at) ? null : find.Number(at))
                : words.Texts[at] == find.Text(at);
        }

        find.Reset();
        return same;
    }

    private void Write(Statement statement, in NumberedWords words)
    {
        statement.Bind(2, words.Number);
        for (var at = 0; at < table.Words.Length; at++)
        {
            if (!table.Words[at].IsNumber)
            {
                statement.Bind(at + 3, words.Texts[at]);
            }
            else if (WordTable.Number(words.Texts[at]) is { } number)
            {
                statement.Bind(at + 3, number);
            }
            else
            {
                statement.BindNothing(at + 3);
            }
        }

        statement.Run();
    }
}

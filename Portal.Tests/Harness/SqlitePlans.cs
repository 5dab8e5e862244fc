using System.Data.Common;
using System.Text.RegularExpressions;

namespace Portal.Tests.Harness;

/// <summary>How SQLite would go about a statement.</summary>
internal static partial class SqlitePlans
{
    /// <summary>The steps of its plan, as SQLite says them. The command has its parameters.</summary>
    public static async Task<List<string>> ExplainAsync(this DbCommand command)
    {
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    /// <summary>A step that reads a table or an index.</summary>
    [GeneratedRegex("^(SEARCH|SCAN) ")]
    public static partial Regex Read();

    /// <summary>One that reads what lies in no table.</summary>
    [GeneratedRegex("CONSTANT ROW|VIRTUAL TABLE|^SCAN [0-9]+-ROW VALUES|LIST SUBQUERY")]
    public static partial Regex Nowhere();
}

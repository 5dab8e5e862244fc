using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Tests.Harness;

// The database is asked how it would go about it.
#pragma warning disable RS0030

namespace Portal.Tests.Infrastructure.Performance;

/// <summary>
/// Whatever a page asks of a grain, SQLite seeks the tenant first: what a read costs grows with the tenant's own rows, never with others'.
/// </summary>
public sealed class GrainPlansTests(TwoTenants database) : IClassFixture<TwoTenants>
{
    public static TheoryData<ReportKind> All => [.. Reports.All];

    [Theory]
    [Trait("Database", "SQLite")]
    [MemberData(nameof(All))]
    public async Task Every_read_of_a_grain_uses_an_index_that_starts_with_the_tenant(ReportKind report)
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The plans are SQLite's.");
        var (shape, table) = (ReportShape.Of(report), ReportTable.Of(report));
        var entity = string.Join(", ", new[] { "AccountId" }.Concat(table.Keys[..table.Parts]));
        var sum = $"SUM({shape.Measures[0].Name})";
        string[] reads =
        [
            $"SELECT {entity}, {sum} FROM {table.Name} WHERE TenantId = @t AND Date BETWEEN 1 AND 9 GROUP BY {entity}",
            $"SELECT {entity}, {sum} FROM {table.Name} WHERE TenantId = @t AND AccountId = 1 AND Date BETWEEN 1 AND 9 GROUP BY {entity}",
            $"SELECT Date, {sum} FROM {table.Name} WHERE TenantId = @t AND Date BETWEEN 1 AND 9 GROUP BY Date",
            $"SELECT Date, {sum} FROM {table.Name} WHERE TenantId = @t AND AccountId = 1 AND Date BETWEEN 1 AND 9 GROUP BY Date",
            $"SELECT Date, {sum} FROM {table.Name} WHERE TenantId = @t AND AccountId IN (1, 2) AND Date BETWEEN 1 AND 9 GROUP BY Date",
            $"SELECT MAX(Date) FROM {table.Name} WHERE TenantId = @t",
            .. table.Parts == 0 ? Array.Empty<string>() : [$"SELECT Date, {sum} FROM {table.Name} WHERE TenantId = @t AND AccountId = 1 AND {table.Keys[0]} = 5 AND Date BETWEEN 1 AND 9 GROUP BY Date"],
            .. shape.Words is { } words ? [$"SELECT w.{words.Words[^1].Name}, {sum} FROM {table.Name} f JOIN {words.Name} w ON w.TenantId = f.TenantId AND w.{words.Key} = f.{words.Key} WHERE f.TenantId = @t AND f.Date BETWEEN 1 AND 9 GROUP BY 1"] : Array.Empty<string>(),
        ];

        foreach (var read in reads)
        {
            var steps = await PlanAsync(read);
            Assert.Contains(steps, step => step.Contains("TenantId=?", StringComparison.Ordinal));
            Assert.All(steps.Where(step => step.StartsWith("SEARCH", StringComparison.Ordinal) || step.StartsWith("SCAN", StringComparison.Ordinal)), step => Assert.Contains("(TenantId=?", step, StringComparison.Ordinal));
        }
    }

    private async Task<List<string>> PlanAsync(string read)
    {
        await using var db = database.Open(database.Contoso);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = read;
        command.Parameters.AddWithValue("@t", database.Contoso.TenantId.Value.ToByteArray(true));
        return await command.ExplainAsync();
    }
}

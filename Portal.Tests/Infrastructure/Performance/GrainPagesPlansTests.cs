using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Performance;
using Portal.Tests.Harness;

// The database is asked how it would go about it.
#pragma warning disable RS0030

namespace Portal.Tests.Infrastructure.Performance;

/// <summary>The statements that the data pages themselves run, filter by filter: every stored table is entered by an index that starts with the tenant.</summary>
public sealed partial class GrainPagesPlansTests(TwoTenants database) : IClassFixture<TwoTenants>
{
    private static readonly GrainFilter Open = new(new(new(2026, 10, 1), new(2026, 10, 31)), null, null, null, null, null, null, "spend", true, "EUR");

    public static TheoryData<string> All => [.. Grains.All.Select(grain => grain.Key)];

    [Theory]
    [Trait("Database", "SQLite")]
    [MemberData(nameof(All))]
    public async Task Every_statement_of_a_data_page_uses_an_index_that_starts_with_the_tenant(string key)
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The plans are SQLite's.");
        var grain = Grains.Find(key)!;
        GrainFilter[] filters =
        [
            Open with { Sort = grain.Default },
            Open with { Sort = "name", Account = new AdsId<AdsAccount>(1), Campaign = new AdsId<Campaign>(2) },
            Open with { Sort = "campaign", Descending = false, Currency = "EUR", Search = "shoes", LeastClicks = 3, Status = grain.HasStatus ? "Active" : null },
            Open with { Sort = "account", Search = "12" },
        ];
        await using var db = database.Open(database.Contoso);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var seeks = 0;

        foreach (var statement in filters.SelectMany(filter => grain.Query.Statements(db, filter)))
        {
            var steps = await PlanAsync(db.Database.GetDbConnection(), statement);
            foreach (var step in steps.Where(step => Read().IsMatch(step)))
            {
                // What was summed before is read from memory; so are the lists of a page's keys.
                var from = step.Split(' ')[1];
                if (!Nowhere().IsMatch(step) && !statement.Contains($") AS \"{from}\"", StringComparison.Ordinal))
                {
                    Assert.True(step.Contains("(TenantId=?", StringComparison.Ordinal), $"{step}\n\n{statement}");
                    seeks++;
                }
            }
        }

        Assert.True(seeks >= 4 * filters.Length, $"Only {seeks} reads were seen.");
    }

    private static async Task<List<string>> PlanAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();

        // EF Core tells the parameters in the shell's words above the statement.
        command.CommandText = "EXPLAIN QUERY PLAN " + statement[statement.IndexOf("SELECT", StringComparison.Ordinal)..];
        foreach (var name in Parameter().Matches(command.CommandText).Select(match => match.Value).Distinct())
        {
            ((SqliteCommand)command).Parameters.AddWithValue(name, 1);
        }

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    [GeneratedRegex("^(SEARCH|SCAN) ")]
    private static partial Regex Read();

    [GeneratedRegex("CONSTANT ROW|VIRTUAL TABLE|^SCAN [0-9]+-ROW VALUES|LIST SUBQUERY")]
    private static partial Regex Nowhere();

    [GeneratedRegex("@[A-Za-z_0-9]+")]
    private static partial Regex Parameter();
}

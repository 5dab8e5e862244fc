using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
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

    public static TheoryData<ReportKind> Kept => [ReportKind.Campaign, .. Grains.All.Where(grain => grain.Query.Key is not null).Select(grain => grain.Report)];

    [Theory]
    [Trait("Database", "SQLite")]
    [MemberData(nameof(All))]
    public async Task Every_statement_of_a_data_page_uses_an_index_that_starts_with_the_tenant(string key)
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The plans are SQLite's.");
        await using var db = await OpenAsync();
        var seeks = 0;

        foreach (var statement in Statements(db, key))
        {
            foreach (var step in (await statement.ExplainAsync()).Where(step => SqlitePlans.Read().IsMatch(step)))
            {
                // What was summed before is read from memory; so are the lists of a page's keys.
                var from = step.Split(' ')[1];
                if (!SqlitePlans.Nowhere().IsMatch(step) && !statement.CommandText.Contains($") AS \"{from}\"", StringComparison.Ordinal))
                {
                    Assert.True(step.Contains("(TenantId=?", StringComparison.Ordinal), $"{step}\n\n{statement.CommandText}");
                    seeks++;
                }
            }
        }

        Assert.True(seeks >= 24, $"Only {seeks} reads were seen.");
    }

    [Trait("Database", "PostgreSQL")]
    [Theory]
    [MemberData(nameof(All))]
    public async Task On_PostgreSQL_every_statement_of_a_data_page_can_enter_by_an_index_with_the_tenant_in_its_condition(string key)
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "The plans are PostgreSQL's.");
        await using var db = await OpenAsync();

        // Of tables with a handful of rows it reads all; the question is whether it has to.
        await db.Database.ExecuteSqlAsync($"SET enable_seqscan = off", TestContext.Current.CancellationToken);
        var seeks = 0;

        foreach (var statement in Statements(db, key))
        {
            statement.CommandText = "EXPLAIN (FORMAT JSON) " + statement.CommandText;
            using var plan = JsonDocument.Parse((string)(await statement.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
            foreach (var step in Steps(plan.RootElement[0].GetProperty("Plan")))
            {
                Assert.False(step.GetProperty("Node Type").GetString() == "Seq Scan", $"{step}\n\n{statement.CommandText}");
                if (step.TryGetProperty("Index Name", out _))
                {
                    Assert.True(step.TryGetProperty("Index Cond", out var condition) && condition.GetString()!.Contains("\"TenantId\" = ", StringComparison.Ordinal), $"{step}\n\n{statement.CommandText}");
                    seeks++;
                }
            }
        }

        Assert.True(seeks >= 24, $"Only {seeks} reads were seen.");
    }

    [Theory]
    [Trait("Database", "SQLite")]
    [MemberData(nameof(Kept))]
    public async Task What_leaps_goes_along_the_key_of_the_table_and_seeks_the_next_key_in_it(ReportKind report)
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The plans are SQLite's.");
        await using var db = await OpenAsync();
        var table = ReportTable.Of(report);

        foreach (var ofCampaign in new[] { false, true })
        {
            var (sample, walk, next, one) = LeapingSums.Statements(table, ofCampaign);
            Assert.Contains($"SEARCH {table.Name} USING PRIMARY KEY (TenantId=? AND AccountId=?)", await PlanAsync(db, sample));
            Assert.Contains($"SEARCH {table.Name} USING PRIMARY KEY (TenantId=? AND AccountId=?)", await PlanAsync(db, walk));
            var parts = table.Keys[..table.Parts];
            Assert.Equal([$"SEARCH {table.Name} USING PRIMARY KEY (TenantId=? AND AccountId=? AND ({string.Join(',', parts)},Date)>({string.Concat(parts.Select(_ => "?,"))}?))"], await PlanAsync(db, next));
            Assert.Contains($"SEARCH {table.Name} USING PRIMARY KEY (TenantId=? AND AccountId=? AND {string.Concat(parts.Select(part => $"{part}=? AND "))}Date>? AND Date<?)", await PlanAsync(db, one));
        }
    }

    private async Task<PortalDb> OpenAsync()
    {
        var db = database.Open(database.Contoso);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return db;
    }

    private static IEnumerable<DbCommand> Statements(PortalDb db, string key)
    {
        var grain = Grains.Find(key)!;
        GrainFilter[] filters =
        [
            Open with { Sort = grain.Default },
            Open with { Sort = "name", Account = new AdsId<AdsAccount>(1), Campaign = new AdsId<Campaign>(2) },
            Open with { Sort = "campaign", Descending = false, Currency = "EUR", Search = "shoes", LeastClicks = 3, Status = grain.HasStatus ? "Active" : null },
            Open with { Sort = "account", Search = "12" },
        ];
        return filters.SelectMany(filter => grain.Query.Statements(db, filter));
    }

    private static IEnumerable<JsonElement> Steps(JsonElement step) =>
        step.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().SelectMany(Steps).Prepend(step) : [step];

    private static async Task<List<string>> PlanAsync(PortalDb db, string statement)
    {
        await using var command = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement;
        foreach (var name in Parameter().Matches(statement).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, 1);
        }

        return await command.ExplainAsync();
    }

    [GeneratedRegex(@"\?[0-9]+")]
    private static partial Regex Parameter();
}

using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Entities;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Performance;

// The database is asked how it would go about it.
#pragma warning disable RS0030

namespace Portal.Tests.Pages.Entities;

/// <summary>The statements that the pages of entities run, as the database got them: every table is entered by an index that starts with the tenant.</summary>
public sealed partial class EntityPlansTests(TwoTenants database) : IClassFixture<TwoTenants>
{
    private static readonly EntityFilter Open = new(null, null, null, null, EntityPresence.There, null, null, "name", false, 1);

    public static TheoryData<string> All => [.. EntityShelves.All.Select(shelf => shelf.Key)];

    [Theory]
    [Trait("Database", "SQLite")]
    [MemberData(nameof(All))]
    public async Task Every_statement_of_a_list_and_its_pages_uses_an_index_that_starts_with_the_tenant(string key)
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The plans are SQLite's.");
        var ct = TestContext.Current.CancellationToken;
        var shelf = EntityShelves.Find(key)!;
        await using var db = database.Open(database.Contoso);
        await db.Database.OpenConnectionAsync(ct);
        using var heard = new Heard(db);
        var uses = new EntityUses(db, new EntityNames(db));
        EntityFilter[] filters =
        [
            Open,
            Open with { Account = new AdsId<AdsAccount>(1), Search = "12", Presence = EntityPresence.All, Of = shelf.ParentLabel is null ? null : 3 },
            Open with { Type = shelf.TypeLabel is null ? null : "Exact", Status = shelf.HasStatus ? "Active" : null, Sort = "changed", Descending = true },
        ];
        foreach (var filter in filters)
        {
            await shelf.Query.CountAsync(db, filter, ct);
            await shelf.Query.PageAsync(db, filter, 50, 50, ct);
        }

        await shelf.Query.FindAsync(db, new(1), 2, null, ct);
        await shelf.Query.CountsAsync(db, ct);
        await uses.OfAsync(shelf, new(1), 2, ct);
        await uses.OnAsync(new(1), EntityKind.Campaign, 2, ct);
        await uses.AddAsync(shelf, [Row(default, 5), Row(NegativeLevel.AdGroup, 6), Row(NegativeLevel.List, 7)], ct);
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            await new EntityNames(db).OfAsync([new(1), new(2)], kind, [1, 2], ct);
        }

        await AssertSeeksAsync(db, heard, 20);
    }

    [Fact]
    [Trait("Database", "SQLite")]
    public async Task Uses_are_found_by_what_is_used_and_counted_in_the_index_alone()
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The plans are SQLite's.");
        var ct = TestContext.Current.CancellationToken;
        var labels = EntityShelves.Find("labels")!;
        await using var db = database.Open(database.Contoso);
        await db.Database.OpenConnectionAsync(ct);
        var uses = new EntityUses(db, new EntityNames(db));

        Assert.Contains("COVERING", await SeekAsync(() => uses.AddAsync(labels, [Row(default, 5), Row(default, 6) with { AccountId = new(2) }], ct)), StringComparison.Ordinal);
        await SeekAsync(() => uses.OfAsync(labels, new(1), 2, ct));

        async Task<string> SeekAsync(Func<Task> read)
        {
            using var heard = new Heard(db);
            await read();
            var statement = Assert.Single(heard.Statements, statement => statement.Contains("\"EntityLinks\"", StringComparison.Ordinal));
            var plan = await PlanAsync(db.Database.GetDbConnection(), statement);
            var seek = Assert.Single(plan, step => SqlitePlans.Read().IsMatch(step) && !SqlitePlans.Nowhere().IsMatch(step));
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
            Assert.Contains("(TenantId=? AND AccountId=? AND SubjectId=?", seek, StringComparison.Ordinal);
            return seek;
        }
    }

    [Fact]
    public async Task The_parents_of_a_page_are_named_in_one_statement_however_many_accounts_it_shows()
    {
        await using var db = database.Open(database.Contoso);
        using var heard = new Heard(db);

        await new EntityUses(db, new EntityNames(db)).AddAsync(
            EntityShelves.Find("negative-keywords")!, [.. Enumerable.Range(1, 50).Select(account => Row(NegativeLevel.Campaign, 5) with { AccountId = new(account) })], TestContext.Current.CancellationToken);

        Assert.Contains("\"Campaigns\"", Assert.Single(heard.Statements), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Database", "SQLite")]
    public async Task The_days_that_are_converted_are_read_by_an_index_that_starts_with_the_tenant()
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The plans are SQLite's.");
        await using var db = database.Open(database.Contoso);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        using var heard = new Heard(db);

        await new CampaignDaySums(db, null!).OfAsync([(new(1), new(2))], new(new(2026, 10, 1), new(2026, 10, 31)), TestContext.Current.CancellationToken);

        await AssertSeeksAsync(db, heard, 1);
    }

    private static async Task AssertSeeksAsync(PortalDb db, Heard heard, int least)
    {
        var seeks = 0;
        foreach (var statement in heard.Statements.Distinct().ToList())
        {
            foreach (var step in (await PlanAsync(db.Database.GetDbConnection(), statement)).Where(step => SqlitePlans.Read().IsMatch(step)))
            {
                var from = step.Split(' ')[1];
                if (!SqlitePlans.Nowhere().IsMatch(step) && !statement.Contains($") AS \"{from}\"", StringComparison.Ordinal))
                {
                    Assert.True(step.Contains("(TenantId=?", StringComparison.Ordinal), $"{step}\n\n{statement}");
                    seeks++;
                }
            }
        }

        Assert.True(seeks >= least, $"Only {seeks} reads were seen.");
    }

    private static EntityRow Row(NegativeLevel level, long parent) =>
        new(new(1), "", "", "EUR", 2, level, parent, "", "", "", null, null, null, null, null, default, null);

    private static async Task<List<string>> PlanAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var name in Parameter().Matches(statement).Select(match => match.Value).Distinct())
        {
            ((SqliteCommand)command).Parameters.AddWithValue(name, 1);
        }

        return await command.ExplainAsync();
    }

    [GeneratedRegex("@[A-Za-z_0-9]+")]
    private static partial Regex Parameter();

    /// <summary>The statements that one unit of work sends.</summary>
    private sealed class Heard : IObserver<System.Diagnostics.DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly DbContext of;
        private readonly List<IDisposable> subscriptions = [];

        public Heard(DbContext of)
        {
            this.of = of;
            subscriptions.Add(System.Diagnostics.DiagnosticListener.AllListeners.Subscribe(this));
        }

        public ConcurrentQueue<string> Statements { get; } = [];

        public void OnNext(System.Diagnostics.DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData command && ReferenceEquals(command.Context, of))
            {
                Statements.Enqueue(command.Command.CommandText);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => subscriptions.ForEach(one => one.Dispose());
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

// These tests do what the rest of the code may not, to see who stops it.
#pragma warning disable RS0030

namespace Portal.Tests.Isolation;

/// <summary>
/// The fence with one layer after the other switched off: every attack on another tenant's rows still fails, by the next layer. What
/// came out is written to <c>TestResults/isolation-….md</c>, for people.
/// </summary>
public sealed class FenceProofTests(FenceProofTests.World world) : IClassFixture<FenceProofTests.World>
{
    /// <summary>Reviewed: what only the build stands behind, because the call is banned in the code (BannedSymbols.txt).</summary>
    private static readonly string[] LeftToTheBuild = TestDatabase.IsPostgreSql
        ? ["Database: change by SQL", "Database: delete by SQL", "Database: insert by SQL", "Database: read by SQL"]
        : ["None: read by SQL", "Filter: read by SQL", "Token: read by SQL", "SaveGuard: read by SQL", "QueryGuard: read by SQL", "Database: read by SQL",
            "QueryGuard: read past the filter", "Database: change by SQL", "Database: delete by SQL", "Database: insert by SQL"];

    private static readonly Dictionary<Layer, string> OwnAttack = new()
    {
        [Layer.Filter] = "read the list",
        [Layer.SaveGuard] = "save a row of theirs",
        [Layer.QueryGuard] = "read past the filter",
        [Layer.Database] = "change by SQL",
    };

    [Fact]
    public async Task Whichever_layer_is_off_every_attack_on_another_tenant_fails_by_the_next()
    {
        var outcomes = new Dictionary<(Layer Off, string Attack), string>();
        foreach (var off in Enum.GetValues<Layer>())
        {
            foreach (var (name, attack) in Attacks)
            {
                outcomes[(off, name)] = await world.StopAsync(off, attack);
            }
        }

        await ReportAsync(outcomes);
        var succeeded = outcomes.Where(outcome => outcome.Value == World.Nobody).Select(outcome => $"{outcome.Key.Off}: {outcome.Key.Attack}");
        Assert.Equal(LeftToTheBuild.Order(StringComparer.Ordinal), succeeded.Order(StringComparer.Ordinal));
        Assert.All(OwnAttack, own => Assert.NotEqual(outcomes[(Layer.None, own.Value)], outcomes[(own.Key, own.Value)]));
    }

    /// <summary>Each tries to reach the victim's rows as the attacker, and returns what it could read of them.</summary>
    private static readonly (string Name, Func<PortalDb, SeededTenant, SeededTenant, Task<int>> Attack)[] Attacks =
    [
        ("read the list", async (db, _, them) => (await db.Connections.AsNoTracking().ToListAsync()).Count(row => row.TenantId == them.Organisation.Id)),
        ("read by key", (db, _, them) => db.Connections.CountAsync(row => row.Id == them.Connection)),
        ("read past the filter", (db, _, them) => db.Connections.IgnoreQueryFilters().CountAsync(row => row.Id == them.Connection)),
        ("read by SQL", (db, _, them) => db.Database.SqlQuery<int>($"""SELECT count(*) AS "Value" FROM "Connections" WHERE "TenantId" = {Key(db, them)}""").SingleAsync()),
        ("save a forged row of ours", (db, us, them) => SaveAsync(db, us, them, EntityState.Modified)),
        ("save a row of theirs", (db, _, them) => SaveAsync(db, them, them, EntityState.Modified)),
        ("delete a row of theirs", (db, _, them) => SaveAsync(db, them, them, EntityState.Deleted)),
        ("add a row of theirs", async (db, _, them) =>
        {
            db.Add(Budget(them, them.Account + 77));
            await db.SaveChangesAsync();
            return 0;
        }),
        ("change all", async (db, _, _) => await db.Grants.ExecuteUpdateAsync(set => set.SetProperty(grant => grant.Failures, grant => grant.Failures + 1)) * 0),
        ("change past the filter", async (db, _, _) => await db.Grants.IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(grant => grant.Failures, grant => grant.Failures + 1)) * 0),
        ("delete past the filter", async (db, _, _) => await db.SharedBudgets.IgnoreQueryFilters().ExecuteDeleteAsync() * 0),
        ("change by SQL", async (db, _, them) => await db.Database.ExecuteSqlAsync($"""UPDATE "Grants" SET "Failures" = "Failures" + 1 WHERE "TenantId" = {Key(db, them)}""") * 0),
        ("delete by SQL", async (db, _, them) => await db.Database.ExecuteSqlAsync($"""DELETE FROM "SharedBudgets" WHERE "TenantId" = {Key(db, them)}""") * 0),
        ("insert by SQL", async (db, _, them) => await db.Database.ExecuteSqlAsync($"""INSERT INTO "AuditEntries" ("TenantId", "Id", "At", "ActorName", "ByOperator", "Subject", "Verb", "Sentence", "Outcome") SELECT {Key(db, them)}, "Id", "At", "ActorName", "ByOperator", "Subject", "Verb", "Sentence", "Outcome" FROM "AuditEntries" LIMIT 1""") * 0),
    ];

    private static async Task<int> SaveAsync(PortalDb db, SeededTenant claimed, SeededTenant them, EntityState state)
    {
        db.Entry(Budget(claimed, them.Account + 5)).State = state;
        await db.SaveChangesAsync();
        return 0;
    }

    private static SharedBudget Budget(SeededTenant tenant, long id) => new()
    {
        TenantId = tenant.Organisation.Id,
        AccountId = new(tenant.Account),
        BudgetId = new(id),
        Name = "forged",
        AmountMicros = 1,
        BudgetType = "DailyBudgetStandard",
    };

    private static object Key(PortalDb db, SeededTenant tenant) => db.Database.IsSqlite() ? tenant.Organisation.Id.Value.ToByteArray(true) : tenant.Organisation.Id.Value;

    private async Task ReportAsync(Dictionary<(Layer Off, string Attack), string> outcomes)
    {
        var database = TestDatabase.IsPostgreSql ? "PostgreSQL" : "SQLite";
        var layers = Enum.GetValues<Layer>();
        var attacks = Attacks.Select(attack => $"| {attack.Name} | {Row(layers.Select(layer => outcomes[(layer, attack.Name)] is var who && who == World.Nobody ? "the build: banned call" : who))} |");
        var routes = Routes.All(world).Where(Routes.IsTenants).Select(route => $"- `/{{tenant}}/{Routes.Rest(route)}`").Order(StringComparer.Ordinal);
        string[] report =
        [
            $"# Who keeps tenants apart on {database}",
            "Each line is an attack on another tenant's rows, each column a run with one layer switched off; the cell says what stopped it.",
            "",
            $"| attack | {Row(layers.Select(layer => layer == Layer.None ? "nothing off" : $"{layer} off"))} |",
            $"|---|{Row(layers.Select(_ => "---"))}|",
            .. attacks,
            "",
            "## Routes of a tenant",
            "Each is asked for by its own members, another tenant's owner (foreign address, foreign ids), an operator and nobody; `IsolationTests` holds that strangers get 404.",
            "",
            .. routes,
        ];
        await File.WriteAllLinesAsync(Path.Combine(Repository.Results, $"isolation-{database}.md"), report);

        static string Row(IEnumerable<string> cells) => string.Join(" | ", cells);
    }

    public enum Layer
    {
        None,
        Filter,
        Token,
        SaveGuard,
        QueryGuard,
        Database,
    }

    public sealed class World : PortalApp
    {
        public const string Nobody = "nobody";

        private static readonly TenantGuard SaveGuard = new();
        private static readonly CrossTenantQueryGuard QueryGuard = new();
        private static readonly IInterceptor Session = TestDatabase.IsPostgreSql ? new PostgreSqlSession() : new SqliteSession();

        private readonly ScopedMultiTenantContext<PortalTenant> tenant = new();
        private SeededTenant attacker = null!;
        private SeededTenant victim = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            attacker = await SeededTenant.MakeAsync(this, "attacker", 1_000);
            victim = await SeededTenant.MakeAsync(this, "victim", 2_000);
            tenant.Use(await Services.GetRequiredService<TenantStore>().GetAsync(attacker.Organisation.Id.ToString()));
        }

        /// <summary>Runs the attack with the layer off, and says who stopped it.</summary>
        internal async Task<string> StopAsync(Layer off, Func<PortalDb, SeededTenant, SeededTenant, Task<int>> attack)
        {
            using var gap = off == Layer.Database ? Database.WithoutFence() : null;
            await using var db = Open(off);
            var (before, stopped) = (Database.RowsOf(victim.Organisation.Id), "no such row");
            try
            {
                stopped = await attack(db, attacker, victim) > 0 ? Nobody : stopped;
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException or TenantMismatchException)
            {
                stopped = Who(fault);
            }

            return Database.RowsOf(victim.Organisation.Id) == before ? stopped : Nobody;
        }

        private static string Who(Exception fault) => fault switch
        {
            TenantMismatchException mismatch when mismatch.Message.Contains("query", StringComparison.Ordinal) => "guard on queries",
            TenantMismatchException => "guard on saving",
            DbUpdateConcurrencyException => "key",
            _ => "database",
        };

        private PortalDb Open(Layer off) => off switch
        {
            Layer.Filter => new WithoutFilter(Options<WithoutFilter>(off), tenant),
            Layer.Token => new WithoutToken(Options<WithoutToken>(off), tenant),
            _ => new PortalDb(Options<PortalDb>(off), tenant),
        };

        private DbContextOptions<T> Options<T>(Layer off)
            where T : PortalDb
        {
            var options = new DbContextOptionsBuilder<T>();
            Database.Use(options);
            options.AddInterceptors(Session);
            if (off != Layer.SaveGuard)
            {
                options.AddInterceptors(SaveGuard);
            }

            if (off != Layer.QueryGuard)
            {
                options.AddInterceptors(QueryGuard);
            }

            return options.Options;
        }
    }

    private sealed class WithoutFilter(DbContextOptions<WithoutFilter> options, IMultiTenantContextAccessor<PortalTenant> tenant) : PortalDb(options, tenant)
    {
        protected override void OnModelCreating(ModelBuilder builder)
        {
            base.OnModelCreating(builder);
            foreach (var entity in builder.Model.GetEntityTypes().Where(entity => entity.IsMultiTenant()))
            {
                entity.SetQueryFilter(TenantFence.Filter, null);
            }
        }
    }

    private sealed class WithoutToken(DbContextOptions<WithoutToken> options, IMultiTenantContextAccessor<PortalTenant> tenant) : PortalDb(options, tenant)
    {
        protected override void OnModelCreating(ModelBuilder builder)
        {
            base.OnModelCreating(builder);
            foreach (var entity in builder.Model.GetEntityTypes().Where(entity => entity.IsMultiTenant()))
            {
                entity.FindProperty(nameof(ITenantOwned.TenantId))!.IsConcurrencyToken = false;
            }
        }
    }
}

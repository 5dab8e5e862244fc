using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;
using Portal.Tests.Isolation;

// These tests do what the rest of the code may not, to see that it is refused: attach forged rows and drop the filter in silence.
#pragma warning disable RS0030

namespace Portal.Tests.Infrastructure.Database;

/// <summary>A fault of ours tries to reach past the tenant, against the real database; afterwards the victim's row is as it was.</summary>
public sealed class TenantAttackTests(TenantAttackTests.World world) : IClassFixture<TenantAttackTests.World>
{
    [Fact]
    public Task A_forged_row_of_ones_own_tenant_changes_nothing_of_the_victims() => RefusedAsync<DbUpdateConcurrencyException>(db =>
    {
        db.Update(Forged(world.Attacker));
        return db.SaveChangesAsync();
    });

    [Fact]
    public Task A_forged_row_of_the_victims_tenant_is_not_saved() => RefusedAsync<TenantMismatchException>(db =>
    {
        db.Update(Forged(world.Victim));
        return db.SaveChangesAsync();
    });

    [Fact]
    public Task A_forged_row_of_ones_own_tenant_deletes_nothing_of_the_victims() => RefusedAsync<DbUpdateConcurrencyException>(db =>
    {
        db.Remove(Forged(world.Attacker));
        return db.SaveChangesAsync();
    });

    [Fact]
    public Task A_forged_row_of_the_victims_tenant_is_not_deleted() => RefusedAsync<TenantMismatchException>(db =>
    {
        db.Remove(Forged(world.Victim));
        return db.SaveChangesAsync();
    });

    [Fact]
    public Task A_row_of_another_tenant_that_was_read_with_a_reason_is_not_saved() => RefusedAsync<TenantMismatchException>(async db =>
    {
        using var all = new SystemScope(db, "a test of the guard");
        var foreign = await db.Connections.AcrossTenants(all).SingleAsync(row => row.Id == world.Victim.Connection);
        foreign.Stumble("forged", "forged", world.Clock.GetUtcNow());
        await db.SaveChangesAsync();
    });

    [Fact]
    public Task A_row_of_another_tenant_that_was_attached_is_not_saved() => RefusedAsync<TenantMismatchException>(async db =>
    {
        using var all = new SystemScope(db, "a test of the guard");
        var foreign = await db.SharedBudgets.AcrossTenants(all).SingleAsync(row => row.TenantId == world.Victim.Organisation.Id);
        db.Entry(foreign).State = EntityState.Detached;
        var entry = db.Attach(foreign);
        entry.Property(row => row.Name).CurrentValue = "forged";
        await db.SaveChangesAsync();
    });

    [Fact]
    public Task A_new_row_for_another_tenant_is_not_saved() => RefusedAsync<TenantMismatchException>(db =>
    {
        db.Add(new SharedBudget { TenantId = world.Victim.Organisation.Id, AccountId = new(world.Victim.Account), BudgetId = new(77), Name = "forged", AmountMicros = 1, BudgetType = "DailyBudgetStandard" });
        return db.SaveChangesAsync();
    });

    [Fact]
    public Task A_row_without_a_tenant_is_not_saved_where_there_is_none() => RefusedAsync<TenantMismatchException>(
        db =>
        {
            db.Add(new SharedBudget { TenantId = default, AccountId = new(1), BudgetId = new(77), Name = "forged", AmountMicros = 1, BudgetType = "DailyBudgetStandard" });
            return db.SaveChangesAsync();
        },
        tenant: null);

    [Fact]
    public Task A_query_that_drops_the_filter_in_silence_is_refused() =>
        RefusedAsync<TenantMismatchException>(db => db.Connections.IgnoreQueryFilters().ToListAsync());

    [Fact]
    public Task A_query_that_drops_the_filter_by_name_is_refused() =>
        RefusedAsync<TenantMismatchException>(db => db.Connections.IgnoreQueryFilters([TenantFence.Filter]).ToListAsync());

    [Fact]
    public Task A_subquery_that_drops_the_filter_is_refused() => RefusedAsync<TenantMismatchException>(
        db => db.Users.Where(user => db.Memberships.IgnoreQueryFilters().Any(member => member.PersonId == user.Id)).ToListAsync());

    [Fact]
    public Task An_update_that_drops_the_filter_is_refused() => RefusedAsync<TenantMismatchException>(
        db => db.Grants.IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(grant => grant.Failures, 9)));

    [Fact]
    public Task A_deletion_that_drops_the_filter_is_refused() =>
        RefusedAsync<TenantMismatchException>(db => db.Grants.IgnoreQueryFilters().ExecuteDeleteAsync());

    [Fact]
    public Task A_tag_that_gives_no_reason_across_tenants_does_not_help() =>
        RefusedAsync<TenantMismatchException>(db => db.Connections.IgnoreQueryFilters().TagWith("all connections").ToListAsync());

    [Fact]
    public Task A_scope_of_one_query_does_not_open_the_next() => RefusedAsync<TenantMismatchException>(async db =>
    {
        using var all = new SystemScope(db, "the first, with a reason");
        await db.Connections.AcrossTenants(all).CountAsync();
        await db.Connections.IgnoreQueryFilters().CountAsync();
    });

    [Fact]
    public Task A_query_across_tenants_is_refused_once_its_scope_has_ended() => RefusedAsync<TenantMismatchException>(db =>
    {
        IQueryable<Portal.Domain.Connections.Connection> rows;
        using (var all = new SystemScope(db, "a scope that ends too early"))
        {
            rows = db.Connections.AcrossTenants(all);
        }

        return rows.ToListAsync();
    });

    [Fact]
    public Task The_database_itself_refuses_a_new_row_for_another_tenant() => RefusedAsync<DbException>(db => db.Database.ExecuteSqlAsync(
        $"""INSERT INTO "DataVersions" ("TenantId", "Version") VALUES ({KeyOf(db, world.Victim)}, 1)"""));

    [Fact]
    public Task The_database_itself_refuses_to_move_a_row_to_another_tenant() => RefusedAsync<DbException>(db => db.Database.ExecuteSqlAsync(
        $"""UPDATE "SharedBudgets" SET "TenantId" = {KeyOf(db, world.Victim)} WHERE "TenantId" = {KeyOf(db, world.Attacker)}"""));

    /// <summary>SQLite's triggers abort the statement; under PostgreSQL's policies it finds no row.</summary>
    [Theory]
    [InlineData("""UPDATE "Grants" SET "Failures" = 9 WHERE "TenantId" = {0}""")]
    [InlineData("""DELETE FROM "SharedBudgets" WHERE "TenantId" = {0}""")]
    public async Task The_database_itself_changes_no_row_of_another_tenant(string statement)
    {
        var before = await world.FingerprintAsync();

        await world.InTenantAsync(world.Attacker.Organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            await Record.ExceptionAsync(() => db.Database.ExecuteSqlRawAsync(statement, KeyOf(db, world.Victim)));
        });

        Assert.Equal(before, await world.FingerprintAsync());
    }

    [Fact]
    public async Task A_scope_opens_the_rows_of_all_tenants_and_its_reason_stands_in_the_SQL()
    {
        await world.InTenantAsync(world.Attacker.Organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            using var all = new OperatorScope(db, "a test counts them");
            var rows = db.Connections.AcrossTenants(all);

            Assert.Contains("cross-tenant, operator: a test counts them", rows.ToQueryString(), StringComparison.Ordinal);
            Assert.Equal(2, await rows.CountAsync(TestContext.Current.CancellationToken));
        });
    }

    [Fact]
    public async Task A_tenant_sees_its_own_rows_only()
    {
        await world.InTenantAsync(world.Attacker.Organisation.Id, async services =>
        {
            var seen = await services.GetRequiredService<PortalDb>().Connections.Select(row => row.Id).ToListAsync(TestContext.Current.CancellationToken);

            Assert.Equal([world.Attacker.Connection], seen);
        });
    }

    [Fact]
    public async Task Without_a_tenant_there_are_no_rows()
    {
        await using var scope = world.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();

        Assert.Equal(0, await db.Connections.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await db.Memberships.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await db.AuditEntries.ExecuteDeleteAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_update_without_loading_stays_within_the_tenant()
    {
        var before = await world.FingerprintAsync();

        await world.InTenantAsync(world.Attacker.Organisation.Id, services =>
            services.GetRequiredService<PortalDb>().Grants.ExecuteUpdateAsync(set => set.SetProperty(grant => grant.Failures, 5), TestContext.Current.CancellationToken));

        Assert.Equal(before, await world.FingerprintAsync());
    }

    /// <summary>As the database stores it.</summary>
    private static object KeyOf(PortalDb db, SeededTenant tenant) =>
        db.Database.IsSqlite() ? tenant.Organisation.Id.Value.ToByteArray(true) : tenant.Organisation.Id.Value;

    /// <summary>The victim's key under this tenant's name: what a form could send if somebody bound it to a row.</summary>
    private SharedBudget Forged(SeededTenant tenant) => new()
    {
        TenantId = tenant.Organisation.Id,
        AccountId = new(world.Victim.Account),
        BudgetId = new(world.Victim.Account + 5),
        Name = "forged",
        AmountMicros = 1,
        BudgetType = "DailyBudgetStandard",
    };

    private Task RefusedAsync<TFault>(Func<PortalDb, Task> attack)
        where TFault : Exception => RefusedAsync<TFault>(attack, world.Attacker.Organisation.Id);

    private async Task RefusedAsync<TFault>(Func<PortalDb, Task> attack, Id<Tenant>? tenant)
        where TFault : Exception
    {
        var before = await world.FingerprintAsync();

        async Task Attack(IServiceProvider services) =>
            await Assert.ThrowsAnyAsync<TFault>(() => attack(services.GetRequiredService<PortalDb>()));

        if (tenant is { } id)
        {
            await world.InTenantAsync(id, Attack);
        }
        else
        {
            await using var scope = world.Services.CreateAsyncScope();
            await Attack(scope.ServiceProvider);
        }

        Assert.Equal(before, await world.FingerprintAsync());
    }

    public sealed class World : PortalApp
    {
        public SeededTenant Attacker { get; private set; } = null!;

        public SeededTenant Victim { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Attacker = await SeededTenant.MakeAsync(this, "attacker", 1_000);
            Victim = await SeededTenant.MakeAsync(this, "victim", 2_000);
        }

        /// <summary>Everything of the victim's that the attacks aim at.</summary>
        public async Task<string> FingerprintAsync()
        {
            var text = "";
            await InTenantAsync(Victim.Organisation.Id, async services =>
            {
                var db = services.GetRequiredService<PortalDb>();
                var connection = await db.Connections.AsNoTracking().SingleAsync(row => row.Id == Victim.Connection);
                var grant = await db.Grants.AsNoTracking().SingleAsync();
                var budgets = await db.SharedBudgets.AsNoTracking().Select(row => row.Name).ToListAsync();
                text = $"{connection.Failure} {grant.Failures} {string.Join(',', budgets)} {await db.Memberships.CountAsync()}";
            });
            return text;
        }
    }
}

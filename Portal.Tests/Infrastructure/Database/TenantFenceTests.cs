using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

// The catalogue is asked, not a table.
#pragma warning disable RS0030

namespace Portal.Tests.Infrastructure.Database;

/// <summary>
/// What the mark <see cref="ITenantOwned"/> has to give every table. A new table is either marked, or somebody writes here why it is
/// nobody's.
/// </summary>
public sealed class TenantFenceTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Tenant = nameof(ITenantOwned.TenantId);

    /// <summary>Reviewed: the tenants themselves, people (who may be members of many), what belongs to the portal, and the attempt that is found by its state before the tenant is known.</summary>
    private static readonly string[] Nobodys =
    [
        "AuthorizeAttempt",
        "DataProtectionKey",
        "IdentityUserClaim",
        "IdentityUserLogin",
        "IdentityUserToken",
        "Mail",
        "MailHabits",
        "Notice",
        "OperatorIncident",
        "OperatorWarning",
        "PortalUser",
        "Tenant",
    ];

    /// <summary>Reviewed: an invitation is found by the token of its link, before the tenant is known.</summary>
    private static readonly string[] UniqueAcrossTenants = ["Invitation.TokenHash"];

    [Fact]
    public async Task Every_table_is_a_tenants_or_reviewed_to_be_nobodys()
    {
        var unmarked = (await TypesAsync()).Where(entity => !IsOwned(entity)).Select(entity => entity.ClrType.Name.Split('`')[0]);

        Assert.Equal(Nobodys, unmarked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_tenant_stands_first_in_the_key_of_every_table_of_tenants()
    {
        var loose = from entity in await OwnedAsync()
                    where !entity.GetKeys().Any(key => key.Properties[0].Name == Tenant)
                    select entity.ShortName();

        Assert.Empty(loose);
    }

    [Fact]
    public async Task Every_table_of_tenants_has_the_filter_and_the_filter_looks_at_the_tenant()
    {
        var open = from entity in await OwnedAsync()
                   let filter = entity.FindDeclaredQueryFilter(TenantFence.Filter)?.Expression
                   where filter is null || !ComparesTenants(filter)
                   select entity.ShortName();

        Assert.Empty(open);
    }

    [Fact]
    public async Task The_tenant_is_part_of_the_condition_of_every_update_and_delete()
    {
        var loose = from entity in await OwnedAsync()
                    where entity.FindProperty(Tenant) is not { IsConcurrencyToken: true, IsNullable: false }
                    select entity.ShortName();

        Assert.Empty(loose);
    }

    [Fact]
    public async Task What_is_unique_is_unique_within_a_tenant()
    {
        var wide = from entity in await OwnedAsync()
                   from index in entity.GetIndexes()
                   where index.IsUnique && index.Properties[0].Name != Tenant
                   select $"{entity.ShortName()}.{string.Join('+', index.Properties.Select(property => property.Name))}";

        Assert.Equal(UniqueAcrossTenants, wide);
    }

    [Fact]
    public async Task A_row_of_a_tenant_refers_to_rows_of_the_same_tenant_only()
    {
        var loose = from entity in await OwnedAsync()
                    from key in entity.GetForeignKeys()
                    where IsOwned(key.PrincipalEntityType) && (key.Properties[0].Name != Tenant || key.PrincipalKey.Properties[0].Name != Tenant)
                    select $"{entity.ShortName()} → {key.PrincipalEntityType.ShortName()}";

        Assert.Empty(loose);
    }

    [Fact]
    public async Task Nobodys_rows_do_not_refer_to_a_tenants_row()
    {
        var loose = from entity in (await TypesAsync())
                    where !IsOwned(entity)
                    from key in entity.GetForeignKeys()
                    where IsOwned(key.PrincipalEntityType)
                    select $"{entity.ShortName()} → {key.PrincipalEntityType.ShortName()}";

        Assert.Empty(loose);
    }

    [Fact]
    public async Task No_table_joins_two_others_without_a_type_of_its_own()
    {
        var shared = from entity in (await TypesAsync())
                     where entity.HasSharedClrType && !entity.IsOwned()
                     select entity.Name;

        Assert.Empty(shared);
    }

    [Fact]
    public async Task Every_table_of_tenants_is_fenced_in_the_database_itself()
    {
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var db in Contexts(scope.ServiceProvider))
        {
            var fenced = await db.Database.SqlQueryRaw<string>(TestDatabase.IsPostgreSql ? ForcedPolicies : ThreeTriggers).ToListAsync(TestContext.Current.CancellationToken);

            Assert.Equal(db.Model.GetEntityTypes().Where(IsOwned).Select(entity => entity.GetTableName()).Order(StringComparer.Ordinal), fenced.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    [Trait("Database", "PostgreSQL")]
    public async Task The_portal_does_not_start_under_a_role_that_passes_the_fence()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "SQLite has no roles. Set PORTAL_TEST_POSTGRESQL to run this.");
        await using var owning = new PortalApp();
        owning.Settings["Database:ConnectionString"] = owning.Database.Settings["Database:OwnerConnectionString"];
        owning.Settings["Database:OwnerConnectionString"] = null;

        var refusal = await Assert.ThrowsAnyAsync<Exception>(async () => await owning.InitializeAsync());

        Assert.Contains("row-level security would not hold", refusal.Message, StringComparison.Ordinal);
    }

    private const string ThreeTriggers =
        """SELECT tbl_name AS "Value" FROM sqlite_master WHERE type = 'trigger' AND name LIKE '\_\_tenant\_\_%' ESCAPE '\' GROUP BY tbl_name HAVING count(*) = 3""";

    private const string ForcedPolicies = """
        SELECT relname::text AS "Value" FROM pg_class
        WHERE relrowsecurity AND relforcerowsecurity AND (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid) = 2
        """;

    /// <summary>Of the portal's database and of the key store.</summary>
    private async Task<IReadOnlyList<IEntityType>> TypesAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return [.. Contexts(scope.ServiceProvider).SelectMany(db => db.Model.GetEntityTypes())];
    }

    private static DbContext[] Contexts(IServiceProvider services) => [services.GetRequiredService<PortalDb>(), services.GetRequiredService<KeysDb>()];

    private async Task<IReadOnlyList<IEntityType>> OwnedAsync()
    {
        var owned = (await TypesAsync()).Where(IsOwned).ToList();
        Assert.NotEmpty(owned);
        return owned;
    }

    private static bool IsOwned(IReadOnlyEntityType entity) => typeof(ITenantOwned).IsAssignableFrom(entity.ClrType);

    /// <summary>The row's tenant on one side, the scope's on the other.</summary>
    private static bool ComparesTenants(LambdaExpression filter) =>
        filter.Body is BinaryExpression { NodeType: ExpressionType.Equal, Left: MemberExpression { Member.Name: Tenant }, Right: MemberExpression { Member.Name: nameof(PortalDb.CurrentTenantId) } };
}

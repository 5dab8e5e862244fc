using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Infrastructure.Tenancy;

// Roles cannot be parameters; the name comes from the configuration and is quoted.
#pragma warning disable RS0030, EF1002

namespace Portal.Infrastructure.Database;

/// <summary>Brings the PostgreSQL databases up to their models, under the owner's role, and sees to it that the portal's own role stands behind the fence.</summary>
internal static class PostgreSqlSetUp
{
    public const string JobsSchema = "hangfire";

    /// <summary>Any number: all portals must take the same.</summary>
    private const long Lock = 7_215_501_340_021;

    /// <summary>Processes that start together do it one after the other; the second finds nothing left to do.</summary>
    public static async Task UpdateAsync(DatabaseOptions options, CancellationToken ct)
    {
        var tenant = new ScopedMultiTenantContext<PortalTenant>();
        await using var store = KeysIn(options.KeysOwnerConnectionString, tenant);
        await AloneAsync(
            store,
            async () =>
            {
                await store.Database.MigrateAsync(ct);
                await PostgreSqlFence.RaiseAsync(store, ct);
                await store.Database.ExecuteSqlRawAsync(Grants(options.KeysConnectionString, "public"), ct);
            },
            ct);

        var owning = new DbContextOptionsBuilder<PostgreSqlPortalDb>();
        owning.UseNpgsql(options.OwnerConnectionString);
        await using var db = new PostgreSqlPortalDb(owning.Options, tenant);
        await AloneAsync(
            db,
            async () =>
            {
                await using var old = KeysIn(options.OwnerConnectionString, tenant);
                await DataKeysMove.RunAsync(db, old, store, tenant, ct);
                await db.Database.MigrateAsync(ct);
                await PostgreSqlFence.RaiseAsync(db, ct);
                PostgreSqlObjectsInstaller.Install((NpgsqlConnection)db.Database.GetDbConnection(), JobsSchema);
                await db.Database.ExecuteSqlRawAsync(Grants(options.ConnectionString, $"public, {JobsSchema}"), ct);
            },
            ct);
    }

    /// <param name="db">As the portal's own role.</param>
    /// <param name="which">What the configuration calls the database: nothing, or <c>Keys</c>.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="InvalidOperationException">The database is not up to date, or the role passes the fence; the message says what to do.</exception>
    public static async Task CheckAsync(DbContext db, string which, CancellationToken ct)
    {
        if (await db.Database.SqlQueryRaw<bool>(PassesFence).SingleAsync(ct))
        {
            throw new InvalidOperationException($"The role of Database:{which}ConnectionString owns tables, is a superuser or has BYPASSRLS, so row-level security would not hold for it. Give the portal a role of its own.");
        }

        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            throw new InvalidOperationException($"The database of Database:{which}ConnectionString is of an earlier version. Start one portal with Database:OwnerConnectionString and Database:KeysOwnerConnectionString: it brings both up to date.");
        }
    }

    private static PostgreSqlKeysDb KeysIn(string? connectionString, ScopedMultiTenantContext<PortalTenant> tenant)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlKeysDb>();
        options.UsePortalPostgreSql(connectionString);
        return new PostgreSqlKeysDb(options.Options, tenant);
    }

    private static async Task AloneAsync(DbContext db, Func<Task> update, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", ct);
        try
        {
            await update();
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    private const string PassesFence = """
        SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_tables WHERE tableowner = current_user AND schemaname = current_schema()) AS "Value"
        FROM pg_roles WHERE rolname = current_user
        """;

    private static string Grants(string? portal, string schemas)
    {
        var user = DatabaseOptions.UserOf(portal)?.Replace("\"", "\"\"", StringComparison.Ordinal);
        return $"""
            GRANT USAGE ON SCHEMA {schemas} TO "{user}";
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schemas} TO "{user}";
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schemas} TO "{user}";
            REVOKE INSERT, UPDATE, DELETE ON "__EFMigrationsHistory" FROM "{user}";
            """;
    }
}

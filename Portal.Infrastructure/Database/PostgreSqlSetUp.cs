using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Infrastructure.Tenancy;

// Roles cannot be parameters; the name comes from the configuration and is quoted.
#pragma warning disable RS0030, EF1002

namespace Portal.Infrastructure.Database;

/// <summary>Brings a PostgreSQL database up to the model, under the owner's role, and sees to it that the portal's own role stands behind the fence.</summary>
internal static class PostgreSqlSetUp
{
    public const string JobsSchema = "hangfire";

    /// <summary>Any number: all portals must take the same.</summary>
    private const long Lock = 7_215_501_340_021;

    /// <summary>Processes that start together do it one after the other; the second finds nothing left to do.</summary>
    public static async Task UpdateAsync(string owner, string user, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlPortalDb>();
        options.UseNpgsql(owner);
        await using var db = new PostgreSqlPortalDb(options.Options, new ScopedMultiTenantContext<PortalTenant>());
        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", ct);
        try
        {
            await db.Database.MigrateAsync(ct);
            await PostgreSqlFence.RaiseAsync(db, ct);
            PostgreSqlObjectsInstaller.Install((NpgsqlConnection)db.Database.GetDbConnection(), JobsSchema);
            await db.Database.ExecuteSqlRawAsync(Grants(user.Replace("\"", "\"\"", StringComparison.Ordinal)), ct);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    /// <exception cref="InvalidOperationException">The database is not up to date, or the role passes the fence; the message says what to do.</exception>
    public static async Task CheckAsync(PortalDb db, CancellationToken ct)
    {
        if (await db.Database.SqlQueryRaw<bool>(PassesFence).SingleAsync(ct))
        {
            throw new InvalidOperationException("The role of Database:ConnectionString owns tables, is a superuser or has BYPASSRLS, so row-level security would not hold for it. Give the portal a role of its own.");
        }

        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            throw new InvalidOperationException("The database is of an earlier version. Start one portal with Database:OwnerConnectionString: it brings the database up to date.");
        }
    }

    private const string PassesFence = """
        SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_tables WHERE tableowner = current_user AND schemaname = current_schema()) AS "Value"
        FROM pg_roles WHERE rolname = current_user
        """;

    private static string Grants(string user) => $"""
        GRANT USAGE ON SCHEMA public, {JobsSchema} TO "{user}";
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, {JobsSchema} TO "{user}";
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, {JobsSchema} TO "{user}";
        REVOKE INSERT, UPDATE, DELETE ON "__EFMigrationsHistory" FROM "{user}";
        """;
}

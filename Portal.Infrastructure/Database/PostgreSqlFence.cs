using Microsoft.EntityFrameworkCore;

// The policies are made of the model's own names.
#pragma warning disable RS0030, EF1002

namespace Portal.Infrastructure.Database;

/// <summary>
/// The fence in PostgreSQL itself: row-level security, forced, so that a role sees and writes the rows of <c>current_tenant()</c> only,
/// and reads those of all tenants within a <see cref="CrossTenantScope"/>.
/// </summary>
internal static class PostgreSqlFence
{
    /// <summary>Part of the policies' names: counted up when their words change, so that every database gets the new ones.</summary>
    private const int Version = 1;

    /// <summary>Under the owner's role, and under a lock that only one process has.</summary>
    public static async Task RaiseAsync(DbContext db, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync(Functions, ct);
        var fenced = await db.Database.SqlQueryRaw<string>("SELECT tablename || '.' || policyname AS \"Value\" FROM pg_policies WHERE schemaname = current_schema()").ToListAsync(ct);
        foreach (var table in db.Model.GetEntityTypes().Where(entity => entity.IsMultiTenant()).Select(entity => entity.GetTableName()).OfType<string>())
        {
            if (!fenced.Contains($"{table}.tenant_{Version}"))
            {
                await db.Database.ExecuteSqlRawAsync(Policies(table, fenced.Where(policy => policy.StartsWith(table + '.', StringComparison.Ordinal)).Select(policy => policy[(table.Length + 1)..])), ct);
            }
        }
    }

    /// <summary>
    /// <c>has</c> is what <see cref="PortalDb.Has"/> calls. Both are replaced at every start, which costs nothing.
    /// </summary>
    private const string Functions = $"""
        CREATE OR REPLACE FUNCTION {TenantFence.CurrentTenant}() RETURNS uuid LANGUAGE sql STABLE
            AS $$ SELECT nullif(current_setting('portal.tenant', true), '')::uuid $$;
        CREATE OR REPLACE FUNCTION {PortalDb.HasFunction}(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE
            AS $$ SELECT strpos(lower($1), lower($2)) > 0 $$;
        """;

    /// <summary>The functions stand in sub-selects, so that PostgreSQL asks them once a query and not once a row.</summary>
    private static string Policies(string table, IEnumerable<string> old) => $"""
        {string.Join(' ', old.Select(name => $"""DROP POLICY "{name}" ON "{table}";"""))}
        ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
        ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant_{Version} ON "{table}" USING ("TenantId" = (SELECT {TenantFence.CurrentTenant}()));
        CREATE POLICY across_{Version} ON "{table}" FOR SELECT USING ((SELECT current_setting('portal.across', true)) = 'on');
        """;
}

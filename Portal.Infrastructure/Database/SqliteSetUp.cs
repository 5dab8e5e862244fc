using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>Brings the SQLite files up to their models, and raises the fence in them.</summary>
internal static class SqliteSetUp
{
    public static async Task UpdateAsync(PortalDb db, KeysDb keys, CancellationToken ct)
    {
        await keys.Database.MigrateAsync(ct);
        await SqliteFence.RaiseAsync(keys, ct);
        await MoveDataKeysAsync(db, keys.Database.GetDbConnection().DataSource, ct);
        await db.Database.MigrateAsync(ct);
        await SqliteFence.RaiseAsync(db, ct);
    }

    private static async Task MoveDataKeysAsync(PortalDb db, string path, CancellationToken ct)
    {
        var tenant = new ScopedMultiTenantContext<PortalTenant>();
        await using var old = KeysIn(db.Database.GetDbConnection().DataSource, tenant);
        await using var store = KeysIn(path, tenant);
        await DataKeysMove.RunAsync(db, old, store, tenant, ct);
    }

    private static SqliteKeysDb KeysIn(string path, ScopedMultiTenantContext<PortalTenant> tenant)
    {
        var options = new DbContextOptionsBuilder<SqliteKeysDb>();
        options.UseKeysSqlite(path);
        return new SqliteKeysDb(options.Options, tenant);
    }
}

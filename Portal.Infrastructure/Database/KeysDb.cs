using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;

// The checkpoint has no word in EF Core.
#pragma warning disable RS0030

namespace Portal.Infrastructure.Database;

/// <summary>
/// The key store: the tenants' data keys, apart from everything that is sealed with them, so that no copy of the portal's database ever
/// holds one. Fenced like <see cref="PortalDb"/>.
/// </summary>
public abstract class KeysDb(DbContextOptions options, IMultiTenantContextAccessor<PortalTenant> tenant) : DbContext(options), IFenced
{
    public Id<Tenant> CurrentTenantId => tenant.MultiTenantContext.TenantInfo?.TenantId ?? default;

    CrossTenantScope? IFenced.Across { get; set; }

    (Id<Tenant> Tenant, bool Across)? IFenced.Told { get; set; }

    public DbSet<TenantKey> TenantKeys => Set<TenantKey>();

    /// <summary>Deletes keys of the scope's tenant for good.</summary>
    internal async Task DeleteAsync(Expression<Func<TenantKey, bool>> which, CancellationToken ct)
    {
        await TenantKeys.Where(which).ExecuteDeleteAsync(ct);
        if (Database.IsSqlite())
        {
            // They are overwritten in the file; the log holds pages from before until it is cut off, which waits for whoever reads them.
            await Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", ct);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.StoreDomainTypes(Database.IsSqlite());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TenantKey>().HasKey(key => new { key.TenantId, key.Version });
        modelBuilder.Entity<TenantKey>().Ignore(key => key.IsComplete);
        modelBuilder.FenceTenants(this);
    }
}

/// <summary>In a file of its own. EF Core keeps one line of migrations a type.</summary>
public sealed class SqliteKeysDb(DbContextOptions<SqliteKeysDb> options, IMultiTenantContextAccessor<PortalTenant> tenant) : KeysDb(options, tenant);

/// <summary>In a PostgreSQL database of its own.</summary>
public sealed class PostgreSqlKeysDb(DbContextOptions<PostgreSqlKeysDb> options, IMultiTenantContextAccessor<PortalTenant> tenant) : KeysDb(options, tenant);

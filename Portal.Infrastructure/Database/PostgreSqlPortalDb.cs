using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>The same database on PostgreSQL. A type of its own, because EF Core keeps one line of migrations a type.</summary>
public sealed class PostgreSqlPortalDb(DbContextOptions<PostgreSqlPortalDb> options, IMultiTenantContextAccessor<PortalTenant> tenant) : PortalDb(options, tenant);

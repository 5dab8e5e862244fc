using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>
/// For <c>dotnet ef migrations add NAME --project Portal.Infrastructure --context PortalDb --output-dir Database/Migrations/Sqlite</c>;
/// it never opens the file.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The EF tools create it.")]
internal sealed class DesignTime : IDesignTimeDbContextFactory<PortalDb>
{
    public PortalDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalSqlite("design-time.db");
        return new PortalDb(options.Options, new ScopedMultiTenantContext<PortalTenant>());
    }
}

/// <summary>The same with <c>--context PostgreSqlPortalDb --output-dir Database/Migrations/PostgreSql</c>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The EF tools create it.")]
internal sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlPortalDb>
{
    public PostgreSqlPortalDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlPortalDb>();
        options.UsePortalPostgreSql("Host=design-time");
        return new PostgreSqlPortalDb(options.Options, new ScopedMultiTenantContext<PortalTenant>());
    }
}

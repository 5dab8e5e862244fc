using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>For <c>dotnet ef migrations add NAME --project Portal.Infrastructure</c>; it never opens the file.</summary>
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

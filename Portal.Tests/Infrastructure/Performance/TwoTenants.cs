using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Performance;

/// <summary>The portal's database in a file of its own, with two tenants.</summary>
public sealed class TwoTenants : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("portal-").FullName;

    private DbContextOptions<PortalDb> options = null!;

    private string DatabasePath => Path.Combine(folder, "portal.db");

    internal PortalTenant Contoso { get; private set; } = null!;

    internal PortalTenant Fabrikam { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = new DbContextOptionsBuilder<PortalDb>();
        builder.UsePortalSqlite(DatabasePath);
        options = builder.Options;
        await using var db = Open(null);
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        Contoso = await FoundAsync(db, "contoso");
        Fabrikam = await FoundAsync(db, "fabrikam");
    }

    public ValueTask DisposeAsync()
    {
        DatabaseFile.Close(DatabasePath);
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A unit of work as <paramref name="tenant"/>.</summary>
    internal PortalDb Open(PortalTenant? tenant)
    {
        var context = new ScopedMultiTenantContext<PortalTenant>();
        context.Use(tenant);
        return new PortalDb(options, context);
    }

    private static async Task<PortalTenant> FoundAsync(PortalDb db, string slug)
    {
        var tenant = Tenant.Found("The " + slug, slug, "Europe/Paris", "EUR", DateTimeOffset.UnixEpoch).Value!;
        db.Add(tenant);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return PortalTenant.Of(tenant);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Performance;

/// <summary>The portal's database of its own, with two tenants.</summary>
public sealed class TwoTenants : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("portal-").FullName;
    private TestDatabase database = null!;

    internal PortalTenant Contoso { get; private set; } = null!;

    internal PortalTenant Fabrikam { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        database = new TestDatabase(folder);
        await using var db = Open(null);
        if (!TestDatabase.IsPostgreSql)
        {
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            await SqliteFence.RaiseAsync(db, TestContext.Current.CancellationToken);
        }

        Contoso = await FoundAsync(db, "contoso");
        Fabrikam = await FoundAsync(db, "fabrikam");
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A unit of work as <paramref name="tenant"/>.</summary>
    internal PortalDb Open(PortalTenant? tenant)
    {
        var context = new ScopedMultiTenantContext<PortalTenant>();
        context.Use(tenant);
        return database.Open(context);
    }

    private static async Task<PortalTenant> FoundAsync(PortalDb db, string slug)
    {
        var tenant = Tenant.Found("The " + slug, slug, "Europe/Paris", "EUR", DateTimeOffset.UnixEpoch).Value!;
        db.Add(tenant);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return PortalTenant.Of(tenant);
    }
}

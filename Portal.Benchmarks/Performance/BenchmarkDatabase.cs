using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Performance;

/// <summary>The portal's own database in a folder of its own, with one tenant; the folder is gone afterwards.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly ScopedMultiTenantContext<PortalTenant> tenant = new();

    private BenchmarkDatabase(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<BenchmarkDatabase> CreateAsync(TimeProvider clock)
    {
        // Beside the program and not in the temporary folder, which is memory on some machines.
        var database = new BenchmarkDatabase(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"run-{Guid.NewGuid():N}")).FullName);
        await using var db = database.Open();
        await db.Database.MigrateAsync();
        var found = Tenant.Found("Contoso", "contoso", "Europe/Paris", "EUR", clock.GetUtcNow()).Value
            ?? throw new InvalidOperationException("The tenant was refused.");
        db.Tenants.Add(found);
        await db.SaveChangesAsync();
        database.tenant.Use(PortalTenant.Of(found));
        return database;
    }

    public PortalDb Open()
    {
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalSqlite(Path.Combine(Folder, "portal.db"));
        return new PortalDb(options.Options, tenant);
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

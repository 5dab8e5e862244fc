using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Performance;

/// <summary>The portal's own database, in a file or on a server, with one tenant, and a folder of its own that is gone afterwards.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly ScopedMultiTenantContext<PortalTenant> tenant = new();

    private readonly PostgreSqlServer? server;
    private readonly string name = $"portal_{Guid.NewGuid():N}";

    private BenchmarkDatabase(string folder, PostgreSqlServer? server) => (Folder, this.server) = (folder, server);

    public string Folder { get; }

    /// <summary>How the peer reaches the database's server, beside the fence.</summary>
    public string? AsSuperuser => server?.As(null, name);

    /// <param name="clock">Says when the tenant was founded.</param>
    /// <param name="server">Null: SQLite.</param>
    public static async Task<BenchmarkDatabase> CreateAsync(TimeProvider clock, PostgreSqlServer? server = null)
    {
        // Beside the program and not in the temporary folder, which is memory on some machines.
        var database = new BenchmarkDatabase(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"run-{Guid.NewGuid():N}")).FullName, server);
        await database.MigrateAsync();
        await using var db = database.Open();
        var found = Tenant.Found("Contoso", "contoso", "Europe/Paris", "EUR", clock.GetUtcNow()).Value
            ?? throw new InvalidOperationException("The tenant was refused.");
        db.Tenants.Add(found);
        await db.SaveChangesAsync();
        database.tenant.Use(PortalTenant.Of(found));
        return database;
    }

    public PortalDb Open()
    {
        if (server is not null)
        {
            var onServer = new DbContextOptionsBuilder<PostgreSqlPortalDb>();
            onServer.UsePortalPostgreSql(server.As(PostgreSqlServer.User, name));
            return new PostgreSqlPortalDb(onServer.Options, tenant);
        }

        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalSqlite(Path.Combine(Folder, "portal.db"));
        return new PortalDb(options.Options, tenant);
    }

    private async Task MigrateAsync()
    {
        if (server is not null)
        {
            await PostgreSqlSetUp.UpdateAsync(await server.CreateAsync(name), CancellationToken.None);
            return;
        }

        await using var db = Open();
        await db.Database.MigrateAsync();
        await SqliteFence.RaiseAsync(db, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Database;

public static class DatabaseServices
{
    public static IServiceCollection AddDatabase(this IServiceCollection services)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration("Database").ValidateInSentences();
        services.AddDbContext<PortalDb>((provider, options) => options.UsePortalSqlite(FileOf(provider, paths => paths.Path)));
        services.AddDataProtection().SetApplicationName("Portal").PersistKeysToDbContext<PortalDb>();
        return services;
    }

    /// <summary>The full path of a database file; its folder exists afterwards.</summary>
    public static string FileOf(IServiceProvider provider, Func<DatabaseOptions, string> choose)
    {
        var path = Path.Combine(
            provider.GetRequiredService<IHostEnvironment>().ContentRootPath,
            choose(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        return path;
    }

    /// <summary>Brings the database up to the model. Runs before the first request and the first job.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PortalDb>().Database.MigrateAsync(ct);
    }

    internal static DbContextOptionsBuilder UsePortalSqlite(this DbContextOptionsBuilder options, string path) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path }.ToString())
        .ReplaceService<IMigrationsSqlGenerator, PortalSqliteMigrationsSqlGenerator>()
        .AddInterceptors(Interceptors);

    /// <summary>Made once: EF Core builds a service provider for every new instance of such an interceptor.</summary>
    private static readonly IInterceptor[] Interceptors = [new SqlitePragmas(), new TenantGuard(), new CrossTenantQueryGuard()];
}

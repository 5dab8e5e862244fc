using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Database;

public static class DatabaseServices
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration("Database").ValidateInSentences();

        // PortalDb comes last: it asks for options without naming their type, and those are the last.
        if (configuration.Provider() == DatabaseProvider.PostgreSQL)
        {
            services.AddDbContext<KeysDb, PostgreSqlKeysDb>((provider, options) => options.UsePortalPostgreSql(OptionsOf(provider).KeysConnectionString), optionsLifetime: ServiceLifetime.Singleton);
            services.AddDbContext<PortalDb, PostgreSqlPortalDb>((provider, options) => options.UsePortalPostgreSql(OptionsOf(provider).ConnectionString), optionsLifetime: ServiceLifetime.Singleton);
        }
        else
        {
            services.AddDbContext<KeysDb, SqliteKeysDb>((provider, options) => options.UseKeysSqlite(FileOf(provider, paths => paths.KeysPath)), optionsLifetime: ServiceLifetime.Singleton);
            services.AddDbContext<PortalDb>((provider, options) => options.UsePortalSqlite(FileOf(provider, paths => paths.Path)), optionsLifetime: ServiceLifetime.Singleton);
        }

        services.AddSingleton<WriteTurns>();
        services.AddDataProtection().SetApplicationName("Portal").PersistKeysToDbContext<PortalDb>();
        return services;
    }

    /// <summary>Needed while services are registered; a word that is neither is refused when the options are checked.</summary>
    internal static DatabaseProvider Provider(this IConfiguration configuration) =>
        Enum.TryParse<DatabaseProvider>(configuration["Database:Provider"], ignoreCase: true, out var provider) ? provider : default;

    /// <summary>The full path of a database file; its folder exists afterwards.</summary>
    public static string FileOf(IServiceProvider provider, Func<DatabaseOptions, string> choose)
    {
        var path = Path.Combine(provider.GetRequiredService<IHostEnvironment>().ContentRootPath, choose(OptionsOf(provider)));
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        return path;
    }

    /// <summary>Brings both databases up to their models and raises the fence in them. Runs before the first request and the first job.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, keys, options) = (scope.ServiceProvider.GetRequiredService<PortalDb>(), scope.ServiceProvider.GetRequiredService<KeysDb>(), OptionsOf(services));
        if (!db.Database.IsNpgsql())
        {
            await SqliteSetUp.UpdateAsync(db, keys, ct);
            return;
        }

        if (options.IsOwner)
        {
            await PostgreSqlSetUp.UpdateAsync(options, ct);
        }

        await PostgreSqlSetUp.CheckAsync(keys, "Keys", ct);
        await PostgreSqlSetUp.CheckAsync(db, "", ct);
    }

    internal static DbContextOptionsBuilder UsePortalSqlite(this DbContextOptionsBuilder options, string path) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path }.ToString())
        .ReplaceService<IMigrationsSqlGenerator, PortalSqliteMigrationsSqlGenerator>()
        .AddInterceptors([new SqliteSession(), .. Interceptors]);

    internal static DbContextOptionsBuilder UseKeysSqlite(this DbContextOptionsBuilder options, string path) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path }.ToString())
        .AddInterceptors([new SqliteSession(SqliteSession.Keys), .. Interceptors]);

    internal static DbContextOptionsBuilder UsePortalPostgreSql(this DbContextOptionsBuilder options, string? connectionString) => options
        .UseNpgsql(connectionString)
        .AddInterceptors([new PostgreSqlSession(), .. Interceptors]);

    /// <summary>Made once: EF Core builds a service provider for every new instance of such an interceptor.</summary>
    private static readonly IInterceptor[] Interceptors = [new TenantGuard(), new CrossTenantQueryGuard(), new DatabaseSpans()];

    private static DatabaseOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
}

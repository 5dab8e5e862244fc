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
        if (configuration.Provider() == DatabaseProvider.PostgreSQL)
        {
            services.AddDbContext<PortalDb, PostgreSqlPortalDb>((provider, options) => options.UsePortalPostgreSql(OptionsOf(provider).ConnectionString), optionsLifetime: ServiceLifetime.Singleton);
        }
        else
        {
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

    /// <summary>Brings the database up to the model and raises the fence in it. Runs before the first request and the first job.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, options) = (scope.ServiceProvider.GetRequiredService<PortalDb>(), OptionsOf(services));
        if (!db.Database.IsNpgsql())
        {
            await db.Database.MigrateAsync(ct);
            await SqliteFence.RaiseAsync(db, ct);
            return;
        }

        if (options is { OwnerConnectionString: { Length: > 0 } owner } && DatabaseOptions.UserOf(options.ConnectionString) is { } user)
        {
            await PostgreSqlSetUp.UpdateAsync(owner, user, ct);
        }

        await PostgreSqlSetUp.CheckAsync(db, ct);
    }

    internal static DbContextOptionsBuilder UsePortalSqlite(this DbContextOptionsBuilder options, string path) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path }.ToString())
        .ReplaceService<IMigrationsSqlGenerator, PortalSqliteMigrationsSqlGenerator>()
        .AddInterceptors([new SqliteSession(), .. Interceptors]);

    internal static DbContextOptionsBuilder UsePortalPostgreSql(this DbContextOptionsBuilder options, string? connectionString) => options
        .UseNpgsql(connectionString)
        .AddInterceptors([new PostgreSqlSession(), .. Interceptors]);

    /// <summary>Made once: EF Core builds a service provider for every new instance of such an interceptor.</summary>
    private static readonly IInterceptor[] Interceptors = [new TenantGuard(), new CrossTenantQueryGuard(), new DatabaseSpans()];

    private static DatabaseOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
}

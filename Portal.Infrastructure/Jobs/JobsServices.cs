using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Jobs.Storage;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Jobs;

public static class JobsServices
{
    /// <summary>
    /// Everybody may enqueue; only a process with the Worker role runs jobs. Not by <c>AddHangfire</c>: that keeps storage, filters and
    /// logs in statics, and two portals in one process (tests, benchmarks) would share them.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(GlobalConfiguration.Configuration
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings() as IGlobalConfiguration);
        services.AddSingleton<JobStorage>(configuration.Provider() == DatabaseProvider.PostgreSQL ? OnPostgreSql : OnSqlite);
        services.AddSingleton<JobActivator, TenantJobActivator>();
        services.AddSingleton<IJobFilterProvider>(provider => new JobFilterProviderCollection(Filters(provider), new JobFilterAttributeFilterProvider()));
        services.AddSingleton<IBackgroundJobClient>(provider => new BackgroundJobClient(
            provider.GetRequiredService<JobStorage>(), provider.GetRequiredService<IJobFilterProvider>()));
        services.AddSingleton<IRecurringJobManager>(provider => new RecurringJobManager(
            provider.GetRequiredService<JobStorage>(), provider.GetRequiredService<IJobFilterProvider>()));
        services.AddSingleton(DashboardRoutes.Routes);
        services.AddHostedService<Worker>();
        return services;
    }

    private static SQLiteStorage OnSqlite(IServiceProvider provider) => provider.GetRequiredService<IGlobalConfiguration>()
        .UseSQLiteStorage(DatabaseServices.FileOf(provider, paths => paths.JobsPath), options => options.Clock = provider.GetRequiredService<TimeProvider>())
        .Entry;

    /// <summary>
    /// Its tables are made by <see cref="PostgreSqlSetUp"/>, under the owner's role. The database wakes the workers of all machines; the
    /// poll is for what they slept through. A job of a process that died is free again after five minutes without a sign of life.
    /// </summary>
    private static PostgreSqlStorage OnPostgreSql(IServiceProvider provider) => provider.GetRequiredService<IGlobalConfiguration>()
        .UsePostgreSqlStorage(
            connect => connect.UseNpgsqlConnection(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString),
            new PostgreSqlStorageOptions
            {
                PrepareSchemaIfNecessary = false,
                SchemaName = PostgreSqlSetUp.JobsSchema,
                EnableLongPolling = true,
                QueuePollInterval = TimeSpan.FromSeconds(5),
                UseSlidingInvisibilityTimeout = true,
                InvisibilityTimeout = TimeSpan.FromMinutes(5),
            })
        .Entry;

    /// <summary>Hangfire's own, and ours.</summary>
    private static JobFilterCollection Filters(IServiceProvider provider) => new()
    {
        new CaptureCultureAttribute(),
        new AutomaticRetryAttribute(),
        new StatisticsHistoryAttribute(),
        new ContinuationsSupportAttribute(),
        new TenantOfJob(),
        provider.GetRequiredService<JobTelemetry>(),
        new SuspendedTenantsRest(provider.GetRequiredService<IServiceScopeFactory>()),
    };
}

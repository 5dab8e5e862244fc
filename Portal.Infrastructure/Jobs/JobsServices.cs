using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Infrastructure.Jobs;

public static class JobsServices
{
    /// <summary>
    /// Everybody may enqueue; only a process with the Worker role runs jobs. Not by <c>AddHangfire</c>: that keeps storage, filters and
    /// logs in statics, and two portals in one process (tests, benchmarks) would share them.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton(GlobalConfiguration.Configuration
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings() as IGlobalConfiguration);
        services.AddSingleton<JobStorage>(provider => provider.GetRequiredService<IGlobalConfiguration>()
            .UseSQLiteStorage(
                DatabaseServices.FileOf(provider, paths => paths.JobsPath),
                options => options.Clock = provider.GetRequiredService<TimeProvider>())
            .Entry);
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

    /// <summary>Hangfire's own, and ours.</summary>
    private static JobFilterCollection Filters(IServiceProvider provider) => new()
    {
        new CaptureCultureAttribute(),
        new AutomaticRetryAttribute(),
        new StatisticsHistoryAttribute(),
        new ContinuationsSupportAttribute(),
        new TenantOfJob(),
        new SuspendedTenantsRest(provider.GetRequiredService<IServiceScopeFactory>()),
    };
}

using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Jobs.Storage;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Jobs;

public static class JobsServices
{
    private const int Workers = 8;

    /// <summary>Everybody may enqueue; only a process with the Worker role runs jobs.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<TenantJobActivator>();
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseActivator(provider.GetRequiredService<TenantJobActivator>())
            .UseFilter(new TenantOfJob())
            .UseFilter(new SuspendedTenantsRest(provider.GetRequiredService<IServiceScopeFactory>()))
            .UseSQLiteStorage(
                DatabaseServices.FileOf(provider, paths => paths.JobsPath),
                storage => storage.Clock = provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedService, WorkerOfRole>();
        return services;
    }

    /// <summary>The Hangfire server, where this process is a worker. A stopping process gives its jobs back at once.</summary>
    private sealed class WorkerOfRole(IOptions<PortalOptions> portal, JobStorage storage, TenantJobActivator activator) : IHostedService, IDisposable
    {
        private BackgroundJobServer? server;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (portal.Value.Roles.Contains(PortalRole.Worker))
            {
                server = new BackgroundJobServer(
                    new BackgroundJobServerOptions
                    {
                        Activator = activator,
                        WorkerCount = Workers,
                        SchedulePollingInterval = TimeSpan.FromSeconds(1),
                        StopTimeout = TimeSpan.FromSeconds(5),
                        ShutdownTimeout = TimeSpan.FromSeconds(15),
                    },
                    storage);
            }

            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            server?.SendStop();
            if (server is not null)
            {
                await server.WaitForShutdownAsync(cancellationToken);
            }
        }

        public void Dispose() => server?.Dispose();
    }
}

using Hangfire;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;

namespace Portal.Jobs;

internal static class TimetableServices
{
    public static IServiceCollection AddTimetable(this IServiceCollection services)
    {
        services.AddSingleton<Schedule>();
        services.AddScoped<SyncTenant>();
        services.AddHostedService<Timetable>();
        return services;
    }

    /// <summary>Writes the timetable when a worker starts, and has looked after what the last process left in the middle.</summary>
    private sealed class Timetable(Schedule schedule, IBackgroundJobClient jobs, IServiceScopeFactory scopes, IOptions<PortalOptions> portal) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            if (!portal.Value.Does(PortalRole.Worker))
            {
                return;
            }

            schedule.AddOwn();
            await using var scope = scopes.CreateAsyncScope();
            await schedule.AddTenantsAsync(scope.ServiceProvider.GetRequiredService<PortalDb>(), cancellationToken);
            foreach (var (tenant, at) in await scope.ServiceProvider.GetRequiredService<InterruptedExchanges>().AllAsync(cancellationToken))
            {
                jobs.Schedule<RefreshConnections>(job => job.RunAsync(tenant, CancellationToken.None), at);
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

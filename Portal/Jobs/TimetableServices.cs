using Microsoft.Extensions.Options;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;

namespace Portal.Jobs;

internal static class TimetableServices
{
    public static IServiceCollection AddTimetable(this IServiceCollection services)
    {
        services.AddSingleton<Schedule>();
        services.AddSingleton<SyncSlots>();
        services.AddScoped<SyncTurns>();
        services.AddScoped<SyncTenant>();
        services.AddScoped<RecoverExchanges>();
        services.AddHostedService<Timetable>();
        return services;
    }

    /// <summary>Writes the timetable when a worker starts, and has looked after what the last process left in the middle.</summary>
    private sealed class Timetable(Schedule schedule, IServiceScopeFactory scopes, IOptions<PortalOptions> portal) : IHostedService
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
            await scope.ServiceProvider.GetRequiredService<RecoverExchanges>().ScheduleAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

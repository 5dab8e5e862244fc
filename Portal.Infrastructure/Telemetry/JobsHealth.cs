using System.Diagnostics.CodeAnalysis;
using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Jobs;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Telemetry;

/// <summary>Whether jobs can be stored; and, where this process is a worker, whether it works.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class JobsHealth(JobStorage storage, IOptions<PortalOptions> portal) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var servers = storage.WorkingServers();
        var isWell = !portal.Value.Does(PortalRole.Worker) || servers.Any(server => Worker.IsOurs(server.Name) && !server.IsSilent);
        return Task.FromResult(isWell ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus));
    }
}

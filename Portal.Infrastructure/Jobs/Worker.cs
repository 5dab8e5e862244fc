using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Jobs;

/// <summary>The Hangfire server, where this process is a worker. A stopping process gives its jobs back at once.</summary>
internal sealed class Worker(IOptions<PortalOptions> portal, JobStorage storage, JobActivator activator, IJobFilterProvider filters) : IHostedService, IDisposable
{
    /// <summary>Jobs mostly wait for Microsoft or the disk, so there are more threads than cores.</summary>
    private const int Threads = 20;
    private BackgroundJobServer? server;

    /// <summary>Hangfire names a server by this, the process and a part that no other start has.</summary>
    private static string ServerName => Environment.MachineName.ToLowerInvariant();

    public static bool IsOurs(string server) => server.StartsWith($"{ServerName}:{Environment.ProcessId}:", StringComparison.Ordinal);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (portal.Value.Does(PortalRole.Worker))
        {
            server = new BackgroundJobServer(
                new BackgroundJobServerOptions
                {
                    ServerName = ServerName,
                    Activator = activator,
                    FilterProvider = filters,
                    WorkerCount = Threads,
                    SchedulePollingInterval = TimeSpan.FromSeconds(1),
                    StopTimeout = TimeSpan.FromSeconds(5),
                    ShutdownTimeout = TimeSpan.FromSeconds(15),
                },
                storage,
                [new DisabledJobs(storage)]);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (server is not null)
        {
            server.SendStop();
            await server.WaitForShutdownAsync(cancellationToken);
        }
    }

    public void Dispose() => server?.Dispose();
}

using Hangfire;
using Portal.Infrastructure.Connections;

namespace Portal.Jobs;

/// <summary>When a worker starts: the exchanges that the process before it left in the middle are looked after as soon as they may be.</summary>
public sealed class RecoverExchanges(InterruptedExchanges interrupted, IBackgroundJobClient jobs)
{
    public async Task ScheduleAsync(CancellationToken ct)
    {
        foreach (var (tenant, at) in await interrupted.AllAsync(ct))
        {
            jobs.Schedule<RefreshConnections>(job => job.RunAsync(tenant, CancellationToken.None), at);
        }
    }
}

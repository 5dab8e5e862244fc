using Hangfire;
using Portal.Infrastructure.Jobs;

namespace Portal.Jobs;

/// <summary>How many accounts may be at work at a time in all processes: most of the workers, so that other jobs never wait for syncs.</summary>
public sealed class SyncSlots(JobStorage storage, TimeProvider clock)
{
    private const int ForOtherJobs = 4;
    private const int OfOneProcess = 16;
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(10);
    private (DateTimeOffset At, int Workers)? last;

    public int Count => HasWorkers ? Workers : OfOneProcess;

    /// <summary>Whether a process is up that runs jobs.</summary>
    public bool HasWorkers => Workers > 0;

    private int Workers
    {
        get
        {
            var now = clock.GetUtcNow();
            if (last is not { } known || now - known.At > Known)
            {
                last = known = (now, storage.WorkingServers().Where(server => !server.IsSilent).Sum(server => Math.Max(1, server.Workers - ForOtherJobs)));
            }

            return known.Workers;
        }
    }
}

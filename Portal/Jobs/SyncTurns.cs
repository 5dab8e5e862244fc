using Hangfire;
using Portal.Infrastructure.Sync;

namespace Portal.Jobs;

/// <summary>
/// Lets accounts join the line and gives those whose turn it is to workers, one job an account. Only so many are given away as have a
/// place, so that no organisation fills the queue in front of the others.
/// </summary>
public sealed class SyncTurns(SyncLine line, SyncSlots slots, IBackgroundJobClient jobs)
{
    public async Task JoinAsync(StartedSync started, CancellationToken ct)
    {
        if (started.Accounts.Count > 0)
        {
            await line.JoinAsync(started, ct);
            await CallAsync(ct);
        }
    }

    public async Task LeaveAsync(CalledTurn turn, DateTimeOffset? next, TimeSpan work, CancellationToken ct)
    {
        await line.LeaveAsync(turn, next, work, ct);
        await CallAsync(ct);
        if (next is { } due)
        {
            // Hangfire keeps whole seconds and cuts the rest off: called too early, nobody would be due.
            jobs.Schedule<CallTurns>(job => job.RunAsync(CancellationToken.None), due.AddSeconds(1));
        }
    }

    public async Task CallAsync(CancellationToken ct)
    {
        foreach (var turn in await line.CallAsync(slots.Count, ct))
        {
            jobs.Enqueue<SyncOneAccount>(job => job.RunAsync(turn.Tenant, turn.Run, turn.Account.Value, CancellationToken.None));
        }
    }
}

using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Sync;

namespace Portal.Jobs;

/// <summary>
/// Advances the slices of one account of a run for a while, and joins the line again when something is left: neither waiting nor a long
/// account takes a worker from others. An account that has nothing left lets the back-fills go on.
/// </summary>
public sealed class SyncOneAccount(SyncAccount sync, StartBackFill backFill, SyncTurns turns, TimeProvider clock)
{
    public async Task RunAsync(Id<Tenant> tenant, Id<SyncRun> run, long account, CancellationToken ct)
    {
        var turn = new CalledTurn(tenant, run, new AdsId<AdsAccount>(account));
        var started = clock.GetTimestamp();
        DateTimeOffset? next;
        try
        {
            next = await sync.RunAsync(run, turn.Account, SyncTurn.Length, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // The job is repeated by itself, outside the line; its place is free.
            await turns.LeaveAsync(turn, null, clock.GetElapsedTime(started), ct);
            throw;
        }

        await turns.LeaveAsync(turn, next, clock.GetElapsedTime(started), ct);
        if (next is null)
        {
            await turns.JoinAsync(await backFill.RunAsync(ct), ct);
        }
    }
}

using Hangfire;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Sync;

namespace Portal.Jobs;

/// <summary>
/// Starts a run over the tenant's chosen accounts, whose accounts join the line. A run that is under way goes on instead. Pages call it directly,
/// so that the run is there to look at before a worker is free. Back-fills that had to wait go on after it.
/// </summary>
[AutomaticRetry(Attempts = 3)]
public sealed class SyncTenant(StartSync start, StartBackFill backFill, Admissions admissions, HeldFiles held, SyncTurns turns)
{
    public async Task RunAsync(Id<Tenant> tenant, SyncTrigger trigger, Id<Person>? by, CancellationToken ct)
    {
        var started = await start.RunAsync(trigger, by, ct);
        if (started.Run == default)
        {
            // Accounts that were left out may have been the last that a login could not read, or whose file was held back.
            await admissions.SettleAsync(ct);
            await held.SettleAsync(ct);
        }

        await turns.JoinAsync(started, ct);
        await turns.JoinAsync(await backFill.RunAsync(ct), ct);
    }
}

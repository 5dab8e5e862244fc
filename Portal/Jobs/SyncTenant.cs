using Hangfire;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Sync;

namespace Portal.Jobs;

/// <summary>
/// Starts a run over the tenant's chosen accounts, one job an account. A run that is under way goes on instead. Pages call it directly,
/// so that the run is there to look at before a worker is free. Back-fills that had to wait go on after it.
/// </summary>
[AutomaticRetry(Attempts = 3)]
public sealed class SyncTenant(StartSync start, StartBackFill backFill, IBackgroundJobClient jobs)
{
    public async Task RunAsync(Id<Tenant> tenant, SyncTrigger trigger, Id<Person>? by, CancellationToken ct)
    {
        jobs.EnqueueAccounts(tenant, await start.RunAsync(trigger, by, ct));
        jobs.EnqueueAccounts(tenant, await backFill.RunAsync(ct));
    }
}

using Hangfire;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Sync;

namespace Portal.Jobs;

/// <summary>
/// Advances the slices of one account of a run, and comes back when there is something to wait for: waiting takes no worker. An account
/// that has nothing left lets the back-fills go on.
/// </summary>
public sealed class SyncOneAccount(SyncAccount sync, StartBackFill backFill, IBackgroundJobClient jobs)
{
    public async Task RunAsync(Id<Tenant> tenant, Id<SyncRun> run, long account, CancellationToken ct)
    {
        if (await sync.RunAsync(run, new AdsId<AdsAccount>(account), ct) is { } next)
        {
            jobs.Schedule<SyncOneAccount>(job => job.RunAsync(tenant, run, account, CancellationToken.None), next);
        }
        else
        {
            jobs.EnqueueAccounts(tenant, await backFill.RunAsync(ct));
        }
    }
}

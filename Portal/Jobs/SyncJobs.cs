using Hangfire;
using Portal.Domain;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Sync;

namespace Portal.Jobs;

internal static class SyncJobs
{
    /// <summary>One job an account.</summary>
    public static void EnqueueAccounts(this IBackgroundJobClient jobs, Id<Tenant> tenant, StartedSync started)
    {
        foreach (var account in started.Accounts)
        {
            jobs.Enqueue<SyncOneAccount>(job => job.RunAsync(tenant, started.Run, account.Value, CancellationToken.None));
        }
    }
}

using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Jobs;

/// <summary>
/// Once a night: has the stored sums of every chosen account of the tenant held against Microsoft's own, one job an account. One after
/// the other, because a login may have few reports in work, and the sync's come first.
/// </summary>
[AutomaticRetry(Attempts = 3)]
public sealed class AuditSums(PortalDb db, IBackgroundJobClient jobs, TimeProvider clock)
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(15);

    public async Task RunAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        foreach (var account in await db.AdsAccounts.Where(account => account.IsChosen).OrderBy(account => account.AccountId).Select(account => account.AccountId).ToListAsync(ct))
        {
            jobs.Schedule<AuditAccount>(job => job.AskAsync(tenant, account.Value, CancellationToken.None), at);
            at += Apart;
        }
    }
}

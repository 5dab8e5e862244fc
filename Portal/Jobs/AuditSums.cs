using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Jobs;

/// <summary>Once a night: has the stored sums of every chosen account of the tenant held against Microsoft's own, one job an account.</summary>
[AutomaticRetry(Attempts = 3)]
public sealed class AuditSums(PortalDb db, IBackgroundJobClient jobs)
{
    public async Task RunAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        foreach (var account in await db.AdsAccounts.Where(account => account.IsChosen).OrderBy(account => account.AccountId).Select(account => account.AccountId).ToListAsync(ct))
        {
            jobs.Enqueue<AuditAccount>(job => job.AskAsync(tenant, account.Value, CancellationToken.None));
        }
    }
}

using Hangfire;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Sync;

namespace Portal.Jobs;

/// <summary>Asks for one account's summary, and comes back to compare it: waiting takes no worker. A night without Microsoft is a night without a comparison.</summary>
[AutomaticRetry(Attempts = 2)]
public sealed class AuditAccount(SelfAudit audit, IBackgroundJobClient jobs)
{
    public async Task AskAsync(Id<Tenant> tenant, long account, CancellationToken ct)
    {
        var ask = await audit.AskAsync(new AdsId<AdsAccount>(account), ct);
        if (ask.Again is { } again)
        {
            jobs.Schedule<AuditAccount>(job => job.AskAsync(tenant, account, CancellationToken.None), again);
        }
        else if (ask.Asked is { } asked)
        {
            await CompareAsync(tenant, account, asked.RequestId, asked.Period.From, asked.Period.To, asked.At, ct);
        }
    }

    public async Task CompareAsync(Id<Tenant> tenant, long account, string request, DateOnly from, DateOnly to, DateTimeOffset at, CancellationToken ct)
    {
        if (await audit.CompareAsync(new AdsId<AdsAccount>(account), new AskedSummary(request, new Period(from, to), at), ct) is { } next)
        {
            jobs.Schedule<AuditAccount>(job => job.CompareAsync(tenant, account, request, from, to, at, CancellationToken.None), next);
        }
    }
}

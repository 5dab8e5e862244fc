using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>Deletes what is only kept for a while: authorize attempts after a day, sent mails after a month, each tenant's fallback tokens, and what changed
/// in its accounts, and what its self-audit found, after thirteen months and a bit. Last of all, because it may take minutes: the parts of old sync runs.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class PurgeExpired(PortalDb db, ExpiredTokens tokens, OldRuns runs, IMultiTenantContextSetter<PortalTenant> scope, TimeProvider clock)
{
    /// <summary>Thirteen whole months are promised; the month that has begun is one more.</summary>
    private const int MonthsOfChanges = 14;

    public async Task RunAsync(CancellationToken ct)
    {
        var yesterday = clock.GetUtcNow().AddDays(-1);
        var oldest = clock.GetUtcNow().AddMonths(-MonthsOfChanges);
        var lastMonth = clock.GetUtcNow().AddDays(-30);
        await db.AuthorizeAttempts.Where(attempt => attempt.CreatedAt < yesterday).ExecuteDeleteAsync(ct);
        await db.Mails.Where(mail => mail.SentAt != null && mail.SentAt < lastMonth).ExecuteDeleteAsync(ct);
        var tenants = await db.Tenants.AsNoTracking().ToListAsync(ct);
        foreach (var tenant in tenants)
        {
            using var use = scope.Use(PortalTenant.Of(tenant));
            await tokens.EraseAsync(ct);
            await db.EntityChanges.Where(change => change.At < oldest).ExecuteDeleteAsync(ct);
            await db.SumChecks.Where(check => check.At < oldest).ExecuteDeleteAsync(ct);
        }

        foreach (var tenant in tenants)
        {
            using var use = scope.Use(PortalTenant.Of(tenant));
            await runs.ClearAsync(ct);
        }
    }
}

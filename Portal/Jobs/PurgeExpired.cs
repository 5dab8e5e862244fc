using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>Deletes what is only kept for a while: authorize attempts after a day, sent mails after a month, and each tenant's fallback tokens.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class PurgeExpired(PortalDb db, ExpiredTokens tokens, IMultiTenantContextSetter<PortalTenant> scope, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var yesterday = clock.GetUtcNow().AddDays(-1);
        var lastMonth = clock.GetUtcNow().AddDays(-30);
        await db.AuthorizeAttempts.Where(attempt => attempt.CreatedAt < yesterday).ExecuteDeleteAsync(ct);
        await db.Mails.Where(mail => mail.SentAt != null && mail.SentAt < lastMonth).ExecuteDeleteAsync(ct);
        foreach (var tenant in await db.Tenants.AsNoTracking().ToListAsync(ct))
        {
            using var use = scope.Use(PortalTenant.Of(tenant));
            await tokens.EraseAsync(ct);
        }
    }
}

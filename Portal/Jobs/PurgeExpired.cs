using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Database;

namespace Portal.Jobs;

/// <summary>Deletes what is only kept for a while: authorize attempts after a day, sent mails after a month.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class PurgeExpired(PortalDb db, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var yesterday = clock.GetUtcNow().AddDays(-1);
        var lastMonth = clock.GetUtcNow().AddDays(-30);
        await db.AuthorizeAttempts.Where(attempt => attempt.CreatedAt < yesterday).ExecuteDeleteAsync(ct);
        await db.Mails.Where(mail => mail.SentAt != null && mail.SentAt < lastMonth).ExecuteDeleteAsync(ct);
    }
}

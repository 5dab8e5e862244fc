using Microsoft.EntityFrameworkCore;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>Erases what is kept of the tenant's tokens as a fallback only, once its time is over; the journal after a month, and data keys that nothing needs any more.</summary>
public sealed class ExpiredTokens(PortalDb db, PendingSignIns pending, ResealedTokens resealed, TimeProvider clock)
{
    private static readonly TimeSpan Journal = TimeSpan.FromDays(30);

    public async Task EraseAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.Grants
            .Where(grant => grant.PreviousUntil <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.PreviousRefreshToken, (byte[]?)null).SetProperty(grant => grant.PreviousUntil, (DateTimeOffset?)null), ct);
        var oldest = now - Grant.Fallback;
        await db.RefreshAttempts
            .Where(attempt => attempt.KeptRefreshToken != null && attempt.BeganAt <= oldest)
            .ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.KeptRefreshToken, (byte[]?)null), ct);
        await pending.EraseExpiredAsync(ct);
        var lastMonth = now - Journal;
        await db.RefreshAttempts.Where(attempt => attempt.BeganAt < lastMonth).ExecuteDeleteAsync(ct);
        await resealed.KeepUpAsync(ct);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Makes the stored sign-ins of the scope's tenant unreadable for good. Its data keys go first, which reaches every copy of the portal's
/// database too; then what was sealed with them. Cut short, doing it again finishes it.
/// </summary>
public sealed class DestroyedSignIns(TenantKeys keys, PortalDb db, AccessTokens tokens, TimeProvider clock)
{
    private const string Because = "The operators of the portal destroyed the stored sign-in. Sign in again to go on.";

    public async Task DestroyAsync(Actor by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        db.AuditEntries.Add(new AuditEntry(db.CurrentTenantId, by, "Organisation", null, "SignInsDestroyed", "The organisation's stored sign-ins are destroyed, with the keys that opened them.", now));
        await db.SaveChangesAsync(ct);
        await keys.DeleteAsync(ct);

        await db.Grants.ExecuteDeleteAsync(ct);
        await db.RefreshAttempts.ExecuteDeleteAsync(ct);
        await db.PendingSignIns.ExecuteDeleteAsync(ct);
        foreach (var connection in await db.Connections.ToListAsync(ct))
        {
            connection.RequireReconnect(Because, "sign-in-destroyed", now);
            tokens.Forget(connection.Id);
        }

        await db.SaveChangesAsync(ct);
    }
}

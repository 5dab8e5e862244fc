using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>Changes the data keys of the scope's tenant while they are in use.</summary>
public sealed class KeyRotation(KeysDb keys, PortalDb db, KeyWrapping wrapping, TimeProvider clock)
{
    /// <summary>Wraps every data key anew, with what is now the key ring's newest key. What was sealed with them stays as it is.</summary>
    public async Task RewrapAsync(CancellationToken ct)
    {
        foreach (var key in await keys.TenantKeys.ToListAsync(ct))
        {
            var opened = wrapping.Unwrap(key);
            key.Rewrap(wrapping.Wrap(key.TenantId, opened.Bytes), clock.GetUtcNow());
            CryptographicOperations.ZeroMemory(opened.Bytes);
        }

        await keys.SaveChangesAsync(ct);
    }

    /// <summary>
    /// Makes a new data key: from now on everything is sealed with it, and <see cref="ResealedTokens"/> brings the rest after. False when
    /// the tenant has no key yet, or when its last change of keys is not over.
    /// </summary>
    public async Task<bool> RenewAsync(Actor by, CancellationToken ct)
    {
        // Of two at once one sees what the other did.
        await using var transaction = await keys.BeginAloneAsync(ct);
        var newest = await keys.TenantKeys.OrderByDescending(key => key.Version).FirstOrDefaultAsync(ct);
        if (newest is not { IsComplete: true })
        {
            return false;
        }

        var now = clock.GetUtcNow();
        keys.TenantKeys.Add(TenantKey.After(newest, wrapping.WrapNew(newest.TenantId), now));
        db.AuditEntries.Add(new AuditEntry(newest.TenantId, by, "Organisation", null, "DataKeyRenewed", "The organisation has a new key for its stored sign-ins; they are sealed anew with it.", now));

        // The intent first: two databases cannot commit as one, and a key that nobody answers for must not come into use.
        await db.SaveChangesAsync(ct);
        await keys.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}

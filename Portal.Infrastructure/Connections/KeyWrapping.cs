using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Connections;

/// <summary>A tenant's data key, unwrapped. Whoever is handed one erases it after use.</summary>
internal sealed record DataKey(int Version, byte[] Bytes);

/// <summary>Wraps data keys with the portal's key ring, for one tenant each.</summary>
public sealed class KeyWrapping(IDataProtectionProvider protection)
{
    /// <summary>Four bytes that say what it is, then the id of the ring's key (ASP.NET Core's "authenticated payload").</summary>
    private const uint Magic = 0x09F0C9F0;
    private const int IdAt = 4;
    private const int IdSize = 16;
    private const int KeyBytes = 32;

    internal byte[] Wrap(Id<Tenant> owner, byte[] key) => Protector(owner).Protect(key);

    /// <summary>A new data key that nobody has seen, wrapped.</summary>
    internal byte[] WrapNew(Id<Tenant> owner)
    {
        var fresh = RandomNumberGenerator.GetBytes(KeyBytes);
        var wrapped = Wrap(owner, fresh);
        CryptographicOperations.ZeroMemory(fresh);
        return wrapped;
    }

    internal DataKey Unwrap(TenantKey key)
    {
        try
        {
            return new DataKey(key.Version, Protector(key.TenantId).Unprotect(key.Wrapped));
        }
        catch (CryptographicException fault)
        {
            throw new TokenUnreadableException("The organisation's data key cannot be unwrapped: the portal's key ring is not the one it was wrapped with.", fault);
        }
    }

    /// <summary>Which key of the ring opens it; null when that cannot be told.</summary>
    public static Guid? RingKeyOf(TenantKey key) =>
        key.Wrapped.Length > IdAt + IdSize && BinaryPrimitives.ReadUInt32BigEndian(key.Wrapped) == Magic ? new Guid(key.Wrapped.AsSpan(IdAt, IdSize)) : null;

    /// <summary>The key of the ring that wraps at present, asked of the ring itself: it has rules of its own for that.</summary>
    public Guid? RingKeyInUse() => RingKeyOf(new TenantKey(default, 0, Wrap(default, [0]), default));

    private IDataProtector Protector(Id<Tenant> owner) => protection.CreateProtector("Portal.TenantKey", owner.ToString());
}

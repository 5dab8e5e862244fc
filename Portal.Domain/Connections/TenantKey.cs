using Portal.Domain.Tenancy;

namespace Portal.Domain.Connections;

/// <summary>A tenant's data key, wrapped. Deleting the row makes every sealed token of the tenant unreadable.</summary>
public sealed class TenantKey(Id<Tenant> tenantId, int version, byte[] wrapped, DateTimeOffset createdAt) : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; } = tenantId;

    /// <summary>Named in every sealed value, so that old values stay readable while a new key comes into use.</summary>
    public int Version { get; private set; } = version;

    public byte[] Wrapped { get; private set; } = wrapped;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    /// <summary>When it was wrapped last: the key ring's newest key of that moment protects it.</summary>
    public DateTimeOffset WrappedAt { get; private set; } = createdAt;

    /// <summary>How many values were sealed with older keys when this one came; they are sealed anew with it, step by step.</summary>
    public int Older { get; private set; }

    /// <summary>How many of these are done.</summary>
    public int Resealed { get; private set; }

    /// <summary>When none was left; null while it goes on.</summary>
    public DateTimeOffset? CompleteAt { get; private set; } = createdAt;

    public bool IsComplete => CompleteAt is not null;

    /// <summary>A newer key of the same tenant, with everything still to be sealed anew.</summary>
    public static TenantKey After(TenantKey newest, byte[] wrapped, DateTimeOffset now) => new(newest.TenantId, newest.Version + 1, wrapped, now) { CompleteAt = null };

    public void Rewrap(byte[] wrapped, DateTimeOffset now) => (Wrapped, WrappedAt) = (wrapped, now);

    /// <summary>A pass over the tenant's values begins, perhaps again.</summary>
    public void Begin(int older) => (Older, Resealed) = (older, 0);

    public void Progress(int resealed) => Resealed = Math.Min(Older, resealed);

    public void Complete(DateTimeOffset now) => (Resealed, CompleteAt) = (Older, now);
}

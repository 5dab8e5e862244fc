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
}

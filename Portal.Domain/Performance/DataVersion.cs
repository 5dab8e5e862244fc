using Portal.Domain.Tenancy;

namespace Portal.Domain.Performance;

/// <summary>Counts the changes to a tenant's data; part of every cache key, so that nothing stale is shown after a sync.</summary>
public sealed class DataVersion : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public long Version { get; set; }
}

namespace Portal.Domain.Tenancy;

/// <summary>
/// Marks a row that belongs to one tenant. From this mark the model gives it a tenant-first key, composite foreign keys, the named
/// query filter, the concurrency token and the guard.
/// </summary>
public interface ITenantOwned
{
    Id<Tenant> TenantId { get; }
}

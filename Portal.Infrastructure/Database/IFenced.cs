using Portal.Domain;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>A context with tables of tenants: what the fence has to know of it.</summary>
public interface IFenced
{
    /// <summary>The default value, which no tenant has, where the scope has no tenant: a filter on it finds nothing.</summary>
    Id<Tenant> CurrentTenantId { get; }

    /// <summary>Set while somebody may read the rows of all tenants.</summary>
    internal CrossTenantScope? Across { get; set; }

    /// <summary>What the open connection was last told; null where that is not sure.</summary>
    internal (Id<Tenant> Tenant, bool Across)? Told { get; set; }

    /// <summary>Whose rows this context may touch, as the database is to be told.</summary>
    internal (Id<Tenant> Tenant, bool Across) Access => (CurrentTenantId, Across is not null);
}

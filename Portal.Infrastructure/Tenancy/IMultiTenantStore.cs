namespace Portal.Infrastructure.Tenancy;

/// <summary>Finds tenants. A store that cannot answer throws, and the request ends in 503: an outage is never "not found".</summary>
public interface IMultiTenantStore<T>
    where T : class, ITenantInfo
{
    Task<T?> GetByIdentifierAsync(string identifier);

    Task<T?> GetAsync(string id);

    Task<IEnumerable<T>> GetAllAsync();
}

/// <summary>Reads a tenant's identifier off a request.</summary>
public interface IMultiTenantStrategy
{
    Task<string?> GetIdentifierAsync(object context);
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Hybrid;

// The one cache of ours: its key begins with the tenant, so that nobody can forget it.
#pragma warning disable RS0030

namespace Portal.Infrastructure.Tenancy;

/// <summary>Remembers what was computed for the tenant of the scope. Without a tenant it refuses to work.</summary>
public sealed class TenantCache(HybridCache cache, IMultiTenantContextAccessor<PortalTenant> tenant)
{
    /// <param name="key">What is remembered, with everything it depends on, the data version included.</param>
    /// <param name="make">Makes it when it is not there; at most one caller at a time does.</param>
    [SuppressMessage("Design", "CA1068", Justification = "The token belongs to the caller, as everywhere.")]
    public async Task<T> GetAsync<T>(string key, Func<CancellationToken, ValueTask<T>> make, CancellationToken ct)
    {
        var owner = tenant.MultiTenantContext.TenantInfo
            ?? throw new InvalidOperationException("The cache is used within a tenant only.");
        return await cache.GetOrCreateAsync($"{owner.Id}/{key}", make, Options, cancellationToken: ct);
    }

    private static readonly HybridCacheEntryOptions Options = new() { Expiration = TimeSpan.FromMinutes(10), LocalCacheExpiration = TimeSpan.FromMinutes(10) };
}

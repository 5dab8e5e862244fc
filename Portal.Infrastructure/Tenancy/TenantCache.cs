using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Hybrid;

// The one cache of ours: its key begins with the tenant, so that nobody can forget it.
#pragma warning disable RS0030

namespace Portal.Infrastructure.Tenancy;

/// <summary>Remembers what was computed for the tenant of the scope. Without a tenant it refuses to work.</summary>
public sealed class TenantCache(HybridCache cache, LargeValues large, IMultiTenantContextAccessor<PortalTenant> tenant)
{
    /// <param name="key">What is remembered, with everything it depends on, the data version included.</param>
    /// <param name="make">Makes it when it is not there; at most one caller at a time does.</param>
    [SuppressMessage("Design", "CA1068", Justification = "The token belongs to the caller, as everywhere.")]
    public async Task<T> GetAsync<T>(string key, Func<CancellationToken, ValueTask<T>> make, CancellationToken ct) =>
        await cache.GetOrCreateAsync(Own(key), make, Options, cancellationToken: ct);

    /// <summary>The same for what may be large: it is remembered while there is room for it.</summary>
    /// <inheritdoc cref="GetAsync{T}"/>
    [SuppressMessage("Design", "CA1068", Justification = "The token belongs to the caller, as everywhere.")]
    public async Task<T> GetLargeAsync<T>(string key, Func<CancellationToken, ValueTask<T>> make, CancellationToken ct)
        where T : class, ISized
    {
        var own = Own(key);
        return large.Find(own) as T ?? await cache.GetOrCreateAsync(own, MakeAsync, MakingOnly, cancellationToken: ct);

        async ValueTask<T> MakeAsync(CancellationToken token)
        {
            var value = await make(token);
            large.Keep(own, value, value.Bytes);
            return value;
        }
    }

    private string Own(string key) =>
        $"{(tenant.MultiTenantContext.TenantInfo ?? throw new InvalidOperationException("The cache is used within a tenant only.")).Id}/{key}";

    private static readonly HybridCacheEntryOptions Options = new() { Expiration = TimeSpan.FromMinutes(10), LocalCacheExpiration = TimeSpan.FromMinutes(10) };

    /// <summary>Those who ask at the same time wait for one of them; nothing is written down for it.</summary>
    private static readonly HybridCacheEntryOptions MakingOnly = new() { Flags = HybridCacheEntryFlags.DisableLocalCache | HybridCacheEntryFlags.DisableDistributedCache };
}

using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Tenancy;

/// <summary>
/// All tenants in memory, as one immutable snapshot: finding one costs no query. The snapshot is read again when this process changed
/// a tenant (<see cref="Evict"/>), and every few seconds for the changes of other processes.
/// </summary>
public sealed class TenantStore(IServiceScopeFactory scopes, TimeProvider clock) : IMultiTenantStore<PortalTenant>, IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile Snapshot? snapshot;

    public async Task<PortalTenant?> GetByIdentifierAsync(string identifier) =>
        (await CurrentAsync()).BySlug.GetValueOrDefault(identifier);

    public async Task<PortalTenant?> GetAsync(string id) => (await CurrentAsync()).ById.GetValueOrDefault(id);

    public async Task<IEnumerable<PortalTenant>> GetAllAsync() => (await CurrentAsync()).ById.Values;

    /// <summary>The next look-up reads the database.</summary>
    public void Evict() => snapshot = null;

    public void Dispose() => loading.Dispose();

    private async Task<Snapshot> CurrentAsync()
    {
        if (snapshot is { } current && clock.GetElapsedTime(current.ReadAt) < Age)
        {
            return current;
        }

        await loading.WaitAsync();
        try
        {
            if (snapshot is { } fresh && clock.GetElapsedTime(fresh.ReadAt) < Age)
            {
                return fresh;
            }

            var readAt = clock.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
            var all = (await db.Tenants.AsNoTracking().ToListAsync()).ConvertAll(PortalTenant.Of);
            var loaded = new Snapshot(
                readAt,
                all.ToFrozenDictionary(tenant => tenant.Identifier, StringComparer.Ordinal),
                all.ToFrozenDictionary(tenant => tenant.Id, StringComparer.Ordinal));
            snapshot = loaded;
            return loaded;
        }
        finally
        {
            loading.Release();
        }
    }

    private sealed record Snapshot(long ReadAt, FrozenDictionary<string, PortalTenant> BySlug, FrozenDictionary<string, PortalTenant> ById);
}

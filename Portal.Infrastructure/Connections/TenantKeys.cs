using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// The data keys of the scope's tenant. A key is read afresh each time, so that deleting its row takes effect at once; opened tokens
/// are what is remembered, see <see cref="AccessTokens"/>.
/// </summary>
public sealed class TenantKeys(
    PortalDb db,
    IMultiTenantContextAccessor<PortalTenant> tenant,
    KeyWrapping wrapping,
    IServiceScopeFactory scopes,
    TimeProvider clock)
{
    /// <summary>Read in this scope. A version never changes its key, so it need not be read twice.</summary>
    private readonly Dictionary<int, TenantKey> read = [];

    /// <summary>The key to seal with; the tenant's first one is made when there is none.</summary>
    internal async Task<DataKey> NewestAsync(CancellationToken ct)
    {
        var key = await ReadNewestAsync(ct) ?? await MakeFirstAsync(ct);
        return wrapping.Unwrap(key);
    }

    internal async Task<int> NewestVersionAsync(CancellationToken ct) =>
        await db.TenantKeys.OrderByDescending(key => key.Version).Select(key => key.Version).FirstOrDefaultAsync(ct);

    internal async Task<DataKey> FindAsync(int version, CancellationToken ct)
    {
        if (!read.TryGetValue(version, out var key))
        {
            key = await db.TenantKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Version == version, ct)
                ?? throw new TokenUnreadableException("The organisation's data key is gone, so what was sealed with it stays unreadable.");
            read[version] = key;
        }

        return wrapping.Unwrap(key);
    }

    private Task<TenantKey?> ReadNewestAsync(CancellationToken ct) =>
        db.TenantKeys.AsNoTracking().OrderByDescending(key => key.Version).FirstOrDefaultAsync(ct);

    /// <summary>Saves in a scope of its own, so that nothing else of the caller is saved with it. Of two at once the database lets one win.</summary>
    private async Task<TenantKey> MakeFirstAsync(CancellationToken ct)
    {
        var owner = tenant.MultiTenantContext.TenantInfo ?? throw new InvalidOperationException("Tokens are sealed within a tenant only.");
        await using var scope = scopes.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(owner);
        var own = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var key = new TenantKey(owner.TenantId, 1, wrapping.WrapNew(owner.TenantId), clock.GetUtcNow());
        own.TenantKeys.Add(key);
        try
        {
            await own.SaveChangesAsync(ct);
            return key;
        }
        catch (DbUpdateException)
        {
            if (await ReadNewestAsync(ct) is { } other)
            {
                return other;
            }

            throw;
        }
    }
}

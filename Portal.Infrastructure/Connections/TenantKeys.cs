using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// The data keys of the scope's tenant, out of the key store. A key is read afresh each time, so that deleting its row takes effect at
/// once; opened tokens are what is remembered, see <see cref="AccessTokens"/>.
/// </summary>
public sealed class TenantKeys(
    KeysDb keys,
    IMultiTenantContextAccessor<PortalTenant> tenant,
    KeyWrapping wrapping,
    IServiceScopeFactory scopes,
    TimeProvider clock)
{
    /// <summary>Read in this scope. A version never changes its key, so it need not be read twice.</summary>
    private readonly Dictionary<(Id<Tenant> Owner, int Version), TenantKey> read = [];

    /// <summary>The key to seal with, which lies in the store already; the tenant's first one is made when there is none.</summary>
    internal async Task<DataKey> NewestAsync(CancellationToken ct)
    {
        var key = await ReadNewestAsync(ct)
            ?? (LastRead is null ? await MakeFirstAsync(ct) : throw Gone());
        return wrapping.Unwrap(key);
    }

    internal async Task<int> NewestVersionAsync(CancellationToken ct) => (await ReadNewestAsync(ct))?.Version ?? 0;

    internal async Task<DataKey> FindAsync(int version, CancellationToken ct)
    {
        if (!read.TryGetValue((keys.CurrentTenantId, version), out var key))
        {
            key = await keys.TenantKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Version == version, ct) ?? throw Gone();
            read[(key.TenantId, version)] = key;
        }

        return wrapping.Unwrap(key);
    }

    /// <summary>Shreds whatever is sealed for the tenant, here and in every copy of the portal's database.</summary>
    public Task DeleteAsync(CancellationToken ct) => keys.DeleteAsync(_ => true, ct);

    /// <summary>The newest that this scope has opened something with.</summary>
    private TenantKey? LastRead => read.Values.Where(key => key.TenantId == keys.CurrentTenantId).MaxBy(key => key.Version);

    /// <summary>
    /// When the store does not answer, what this scope has read will do: tokens that Microsoft has just given for those that were opened
    /// must not be lost for it.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "EF Core hides the database's exceptions in others.")]
    private async Task<TenantKey?> ReadNewestAsync(CancellationToken ct)
    {
        try
        {
            return await keys.TenantKeys.AsNoTracking().OrderByDescending(key => key.Version).FirstOrDefaultAsync(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && LastRead is not null)
        {
            return LastRead;
        }
    }

    /// <summary>Saves in a scope of its own, so that nothing else of the caller is saved with it. Of two at once the database lets one win.</summary>
    private async Task<TenantKey> MakeFirstAsync(CancellationToken ct)
    {
        var owner = tenant.MultiTenantContext.TenantInfo ?? throw new InvalidOperationException("Tokens are sealed within a tenant only.");
        await using var scope = scopes.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(owner);
        var own = scope.ServiceProvider.GetRequiredService<KeysDb>();
        var version = 1 + await LastSealedAsync(scope.ServiceProvider.GetRequiredService<PortalDb>(), ct);
        var key = new TenantKey(owner.TenantId, version, wrapping.WrapNew(owner.TenantId), clock.GetUtcNow());
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

    /// <summary>
    /// 0 as a rule. Where the store was lost, the numbers of its keys are not given again: put back, they still open what they sealed.
    /// </summary>
    private static async Task<int> LastSealedAsync(PortalDb db, CancellationToken ct)
    {
        var stored = await db.Grants.Select(grant => grant.RefreshToken).ToListAsync(ct);
        return stored.Where(SealedValue.IsKnown).Select(SealedValue.KeyVersion).DefaultIfEmpty().Max();
    }

    private static TokenUnreadableException Gone() => new("The organisation's data key is gone, so what was sealed with it stays unreadable.");
}

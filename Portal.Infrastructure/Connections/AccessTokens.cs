using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Access tokens of the scope's tenant, always good for use: from memory where possible, refreshed ahead of their end where needed.
/// Throws <see cref="AdsApiException"/> with <see cref="AdsFault.NoToken"/> and a sentence when none can be had.
/// </summary>
public sealed partial class AccessTokens(
    TokenMemory memory,
    IMultiTenantContextAccessor<PortalTenant> tenant,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<AccessTokens> logger)
{
    public async Task<AccessToken> GetAsync(Id<Connection> connection, CancellationToken ct) =>
        memory.Of(Owner.TenantId, connection).Usable(clock.GetUtcNow()) ?? await WithinGateAsync(connection, Demand.WhenDue, ct);

    /// <summary>Refreshes the grant when it is due, or whether or not it is; a forced refresh whose exchange fails throws.</summary>
    public Task<AccessToken> RefreshAsync(Id<Connection> connection, bool force, CancellationToken ct) =>
        WithinGateAsync(connection, force ? Demand.Now : Demand.WhenDue, ct);

    /// <summary>Another token than <paramref name="refused"/>, which Microsoft did not take: of many callers with the same one, one refreshes.</summary>
    internal Task<AccessToken> ReplaceAsync(Id<Connection> connection, AccessToken refused, CancellationToken ct) =>
        WithinGateAsync(connection, Demand.InsteadOf(refused), ct);

    /// <summary>After a connection was disconnected or connected anew: the next call reads the grant again.</summary>
    public void Forget(Id<Connection> connection) => memory.Of(Owner.TenantId, connection).Hold(null);

    private PortalTenant Owner => tenant.MultiTenantContext.TenantInfo
        ?? throw new InvalidOperationException("Tokens are read within a tenant only.");

    private async Task<AccessToken> WithinGateAsync(Id<Connection> connection, Demand demand, CancellationToken ct)
    {
        var owner = Owner;
        var place = memory.Of(owner.TenantId, connection);
        await place.Gate.WaitAsync(ct);

        // Whoever gives up waiting must not break off an exchange: the tokens it brings would be lost.
        return await RunAsync(owner, place, connection, demand).WaitAsync(ct);
    }

    private async Task<AccessToken> RunAsync(PortalTenant owner, TokenMemory.Place place, Id<Connection> connection, Demand demand)
    {
        try
        {
            if (demand == Demand.WhenDue && place.Usable(clock.GetUtcNow()) is { } usable)
            {
                return usable;
            }

            // A scope of its own: nothing that the caller has not saved yet is saved along, and no context is shared between threads.
            await using var scope = scopes.CreateAsyncScope();
            using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(owner);
            var held = await scope.ServiceProvider.GetRequiredService<GrantRefresh>().RunAsync(connection, demand, place.Held);
            place.Hold(held);
            return held.Token;
        }
        catch (AdsApiException)
        {
            place.Hold(null);
            throw;
        }
        catch (TokenUnreadableException fault)
        {
            place.Hold(null);
            Log.Unreadable(logger, fault, connection.Value);
            throw NoToken.Because("The stored sign-in cannot be read. The operators are told; signing in again gives a new one.", fault);
        }
        finally
        {
            place.Gate.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The sealed tokens of connection {ConnectionId} cannot be opened.")]
        public static partial void Unreadable(ILogger logger, Exception fault, Guid connectionId);
    }
}

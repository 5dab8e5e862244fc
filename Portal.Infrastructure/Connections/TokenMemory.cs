using System.Collections.Concurrent;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Connections;

/// <summary>An opened access token and what must hold for handing it out.</summary>
/// <param name="Generation">Of the grant it was read from.</param>
/// <param name="Token">Opened.</param>
/// <param name="DueAt">From then on it is refreshed first.</param>
/// <param name="ConfirmedAt">When the grant was last seen in the database with this generation.</param>
internal sealed record HeldToken(long Generation, AccessToken Token, DateTimeOffset DueAt, DateTimeOffset ConfirmedAt);

/// <summary>
/// The opened tokens of this process, by tenant and connection. Every half minute the database is asked whether a token still stands,
/// so that a connection that another process ended is not used for the rest of the token's hour.
/// </summary>
public sealed class TokenMemory
{
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Id<Tenant>, Id<Connection>), Place> places = new();

    internal Place Of(Id<Tenant> tenant, Id<Connection> connection) => places.GetOrAdd((tenant, connection), _ => new Place());

    /// <summary>Where one connection's token is held; its gate lets one caller at a time read or refresh the grant.</summary>
    internal sealed class Place
    {
        private volatile HeldToken? held;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public HeldToken? Held => held;

        public AccessToken? Usable(DateTimeOffset now) => held is { } token && now < token.DueAt && now < token.ConfirmedAt + Trust ? token.Token : null;

        /// <summary>Called within the gate.</summary>
        public void Hold(HeldToken? token) => held = token;
    }
}

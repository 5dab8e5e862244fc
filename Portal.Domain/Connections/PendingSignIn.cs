using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Connections;

/// <summary>
/// A sign-in that came back from Microsoft for a connection and would change more than its tokens: another user, or other accounts. It
/// waits for the word of a member who may connect logins, a quarter of an hour, and is used once; until then the connection is as it was.
/// </summary>
public sealed class PendingSignIn(
    Id<Tenant> tenantId,
    Id<PendingSignIn> id,
    Id<Connection> connectionId,
    Id<Person> personId,
    long microsoftUserId,
    string userName,
    byte[] accessToken,
    byte[] refreshToken,
    DateTimeOffset accessTokenExpiresAt,
    string accounts,
    DateTimeOffset createdAt) : ITenantOwned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public Id<PendingSignIn> Id { get; private set; } = id;

    public Id<Connection> ConnectionId { get; private set; } = connectionId;

    /// <summary>Who signed in.</summary>
    public Id<Person> PersonId { get; private set; } = personId;

    public long MicrosoftUserId { get; private set; } = microsoftUserId;

    public string UserName { get; private set; } = userName;

    /// <summary>Sealed for the connection, as it will lie in its grant.</summary>
    public byte[] AccessToken { get; private set; } = accessToken;

    public byte[] RefreshToken { get; private set; } = refreshToken;

    public DateTimeOffset AccessTokenExpiresAt { get; private set; } = accessTokenExpiresAt;

    /// <summary>What the login reached when it came back, as JSON: a list of <c>DiscoveredAccount</c>.</summary>
    public string Accounts { get; private set; } = accounts;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public bool IsAlive(DateTimeOffset now) => now < CreatedAt + Lifetime;
}

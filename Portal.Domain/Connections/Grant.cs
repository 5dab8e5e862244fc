using Portal.Domain.Tenancy;

namespace Portal.Domain.Connections;

/// <summary>
/// The sealed tokens of a connection and the lease under which they are refreshed. <see cref="Generation"/> grows by one at every
/// refresh; whoever wants to store a result must still hold the lease of the generation they started from.
/// </summary>
public sealed class Grant : ITenantOwned
{
    /// <summary>How long refresh tokens that are no longer the newest are kept, before they are erased.</summary>
    public static readonly TimeSpan Fallback = TimeSpan.FromDays(7);

    public Grant(Id<Tenant> tenantId, Id<Connection> connectionId, byte[] accessToken, byte[] refreshToken, DateTimeOffset accessTokenExpiresAt, DateTimeOffset issuedAt)
    {
        TenantId = tenantId;
        ConnectionId = connectionId;
        AccessToken = accessToken;
        RefreshToken = refreshToken;
        AccessTokenExpiresAt = accessTokenExpiresAt;
        IssuedAt = issuedAt;
        (Generation, ConsentGeneration) = (1, 1);
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<Connection> ConnectionId { get; private set; }

    public long Generation { get; private set; }

    /// <summary>The generation that the newest consent began: what older exchanges brought belongs to another consent, perhaps another user's.</summary>
    public long ConsentGeneration { get; private set; }

    /// <summary>Sealed by the token vault, as the two below.</summary>
    public byte[] AccessToken { get; private set; }

    public byte[] RefreshToken { get; private set; }

    /// <summary>The refresh token before the newest: Microsoft does not revoke it at use, so it is a fallback for a while.</summary>
    public byte[]? PreviousRefreshToken { get; private set; }

    /// <summary>When the previous refresh token is erased; null while there is none.</summary>
    public DateTimeOffset? PreviousUntil { get; private set; }

    public DateTimeOffset AccessTokenExpiresAt { get; private set; }

    /// <summary>When the newest tokens came.</summary>
    public DateTimeOffset IssuedAt { get; private set; }

    public string? LeaseOwner { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>No refresh before this moment, after a failure that is worth another try.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>Failures in a row; the wait before the next try grows with it.</summary>
    public int Failures { get; private set; }

    /// <summary>A new consent replaces everything; a refresh under way loses its lease and cannot write over it.</summary>
    public void Replace(byte[] accessToken, byte[] refreshToken, DateTimeOffset accessTokenExpiresAt, DateTimeOffset issuedAt)
    {
        (AccessToken, RefreshToken, AccessTokenExpiresAt, IssuedAt) = (accessToken, refreshToken, accessTokenExpiresAt, issuedAt);
        (PreviousRefreshToken, PreviousUntil, LeaseOwner, LeaseUntil, RetryAt, Failures) = (null, null, null, null, null, 0);
        ConsentGeneration = ++Generation;
    }
}

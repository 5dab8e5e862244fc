using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Connections;

/// <summary>
/// One trip to Microsoft's authorize page and back. The browser returns to an address that names no tenant, so the row is found by
/// the state's hash and only then tells tenant, person and browser; it is therefore not tenant-owned, lives ten minutes, and is
/// consumed in one statement. A used row stays for a day, so that a replay is recognised and audited.
/// </summary>
public sealed class AuthorizeAttempt(
    byte[] stateHash,
    Id<Tenant> tenantId,
    Id<Person> personId,
    byte[] browserHash,
    Id<Connection>? reconnects,
    byte[] codeVerifier,
    DateTimeOffset createdAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>SHA-256 of the <c>state</c> parameter.</summary>
    public byte[] StateHash { get; private set; } = stateHash;

    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public Id<Person> PersonId { get; private set; } = personId;

    /// <summary>SHA-256 of the value in the browser's attempt cookie.</summary>
    public byte[] BrowserHash { get; private set; } = browserHash;

    /// <summary>The connection to heal; null to make a new one.</summary>
    public Id<Connection>? Reconnects { get; private set; } = reconnects;

    /// <summary>The PKCE verifier, sealed.</summary>
    public byte[] CodeVerifier { get; private set; } = codeVerifier;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    /// <summary>When the browser came back with it; it works once.</summary>
    public DateTimeOffset? ConsumedAt { get; private set; }

    public bool IsAlive(DateTimeOffset now) => now < CreatedAt + Lifetime;
}

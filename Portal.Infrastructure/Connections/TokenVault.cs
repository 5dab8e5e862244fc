using System.Security.Cryptography;
using System.Text;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>A sealed value that cannot be opened: its key is gone, it was changed, or it stands where it does not belong.</summary>
public sealed class TokenUnreadableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Seals and opens what must not lie readable in the database: AES-256-GCM under the data key of the scope's tenant. A sealed value
/// opens only for the tenant, connection and field it was sealed for; anything else throws <see cref="TokenUnreadableException"/>.
/// </summary>
public sealed class TokenVault(TenantKeys keys, PortalDb db)
{
    public Task<byte[]> SealAsync(AccessToken token, Id<Connection> connection, CancellationToken ct) =>
        SealAsync(token, connection.ToString(), AccessTokenField, ct);

    public Task<byte[]> SealAsync(RefreshToken token, Id<Connection> connection, CancellationToken ct) =>
        SealAsync(token, connection.ToString(), RefreshTokenField, ct);

    /// <param name="verifier">The PKCE verifier of one authorize attempt.</param>
    /// <param name="stateHash">The attempt's key.</param>
    public Task<byte[]> SealAsync(CodeVerifier verifier, byte[] stateHash, CancellationToken ct) =>
        SealAsync(verifier, Convert.ToHexString(stateHash), CodeVerifierField, ct);

    public async Task<AccessToken> OpenAccessTokenAsync(byte[] value, Id<Connection> connection, CancellationToken ct) =>
        new(await OpenAsync(value, connection.ToString(), AccessTokenField, ct));

    /// <summary>Also opens a previous refresh token and one that the journal kept: all three are sealed as the same field.</summary>
    public async Task<RefreshToken> OpenRefreshTokenAsync(byte[] value, Id<Connection> connection, CancellationToken ct) =>
        new(await OpenAsync(value, connection.ToString(), RefreshTokenField, ct));

    public async Task<CodeVerifier> OpenCodeVerifierAsync(byte[] value, byte[] stateHash, CancellationToken ct) =>
        new(await OpenAsync(value, Convert.ToHexString(stateHash), CodeVerifierField, ct));

    /// <summary>What an exchange brought, sealed under one reading of the newest key.</summary>
    /// <param name="received">Without a refresh token the one that was used stays the newest.</param>
    /// <param name="used">The sealed refresh token that was exchanged.</param>
    /// <returns>The access token, the refresh token, and the used one under the same key.</returns>
    internal async Task<(byte[] Access, byte[] Refresh, byte[] Used)> SealAsync(TokenSet received, byte[] used, Id<Connection> connection, CancellationToken ct)
    {
        var key = await keys.NewestAsync(ct);
        try
        {
            var kept = SealedValue.KeyVersion(used) == key.Version ? used : Seal(await OpenRefreshTokenAsync(used, connection, ct), key, connection.ToString(), RefreshTokenField);
            var refresh = received.Refresh is { } fresh ? Seal(fresh, key, connection.ToString(), RefreshTokenField) : kept;
            return (Seal(received.Access, key, connection.ToString(), AccessTokenField), refresh, kept);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.Bytes);
        }
    }

    /// <summary>The same token under the tenant's newest key; the value itself when it is already.</summary>
    public async Task<byte[]> RenewAccessTokenAsync(byte[] value, Id<Connection> connection, CancellationToken ct) =>
        await IsNewestAsync(value, ct) ? value : await SealAsync(await OpenAccessTokenAsync(value, connection, ct), connection, ct);

    /// <inheritdoc cref="RenewAccessTokenAsync"/>
    public async Task<byte[]> RenewRefreshTokenAsync(byte[] value, Id<Connection> connection, CancellationToken ct) =>
        await IsNewestAsync(value, ct) ? value : await SealAsync(await OpenRefreshTokenAsync(value, connection, ct), connection, ct);

    private const string AccessTokenField = "access-token";
    private const string RefreshTokenField = "refresh-token";
    private const string CodeVerifierField = "code-verifier";

    private async Task<bool> IsNewestAsync(byte[] value, CancellationToken ct) => SealedValue.KeyVersion(value) == await keys.NewestVersionAsync(ct);

    private async Task<byte[]> SealAsync(ISecret secret, string owner, string field, CancellationToken ct)
    {
        var key = await keys.NewestAsync(ct);
        try
        {
            return Seal(secret, key, owner, field);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.Bytes);
        }
    }

    private byte[] Seal(ISecret secret, DataKey key, string owner, string field) =>
        SealedValue.Seal(Encoding.UTF8.GetBytes(secret.Reveal()), key.Version, key.Bytes, Associated(owner, field));

    private async Task<string> OpenAsync(byte[] value, string owner, string field, CancellationToken ct)
    {
        var key = await keys.FindAsync(SealedValue.KeyVersion(value), ct);
        try
        {
            return Encoding.UTF8.GetString(SealedValue.Open(value, key.Bytes, Associated(owner, field)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.Bytes);
        }
    }

    private byte[] Associated(string owner, string field) => Encoding.UTF8.GetBytes($"{db.CurrentTenantId}|{owner}|{field}");
}

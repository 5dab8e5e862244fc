using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>Where to send the browser, and the secret that it keeps in a cookie until it comes back.</summary>
public sealed record AuthorizeStart(Uri Address, string BrowserKey);

/// <summary>Begins trips to Microsoft's authorize page and takes them back, each once.</summary>
public sealed class AuthorizeAttempts(PortalDb db, TokenVault vault, MicrosoftIdentity identity, TimeProvider clock)
{
    private const int RandomBytes = 32;

    /// <param name="person">Who must come back.</param>
    /// <param name="reconnects">The connection to heal, or null for a new login.</param>
    public async Task<AuthorizeStart> BeginAsync(Person person, Connection? reconnects, CancellationToken ct)
    {
        var state = NewKey();
        var browser = NewKey();
        var verifier = Pkce.NewVerifier();
        var stateHash = HashOf(state);
        db.AuthorizeAttempts.Add(new AuthorizeAttempt(
            stateHash,
            db.CurrentTenantId,
            person.Id,
            HashOf(browser),
            reconnects?.Id,
            await vault.SealAsync(verifier, stateHash, ct),
            clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return new(identity.AuthorizeUri(state, Pkce.ChallengeOf(verifier), reconnects?.UserName, selectAccount: reconnects is null), browser);
    }

    /// <summary>The attempt that this state began, or null for a state that nobody was given.</summary>
    /// <param name="state">As the browser brought it.</param>
    /// <returns>The attempt, and whether this is its first return: one statement decides, so that of two returns at once one loses.</returns>
    public async Task<(AuthorizeAttempt Attempt, bool IsFirst)?> ConsumeAsync(string state, CancellationToken ct)
    {
        var hash = HashOf(state);
        var now = clock.GetUtcNow();
        var consumed = await db.AuthorizeAttempts
            .Where(attempt => attempt.StateHash == hash && attempt.ConsumedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.ConsumedAt, now), ct);
        var attempt = await db.AuthorizeAttempts.AsNoTracking().FirstOrDefaultAsync(attempt => attempt.StateHash == hash, ct);
        return attempt is null ? null : (attempt, consumed == 1);
    }

    public static bool IsSameBrowser(AuthorizeAttempt attempt, string? browserKey) =>
        browserKey is not null && CryptographicOperations.FixedTimeEquals(attempt.BrowserHash, HashOf(browserKey));

    private static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

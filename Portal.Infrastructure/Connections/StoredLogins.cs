using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>The tokens of one sign-in, sealed for its connection.</summary>
public sealed record SealedSignIn(byte[] Access, byte[] Refresh, DateTimeOffset ExpiresAt);

/// <summary>Puts the tokens of a sign-in in the place of the connection's, and takes over the accounts.</summary>
public sealed class StoredLogins(PortalDb db, TokenVault vault, ReachedAccounts reached, AccessTokens tokens, TimeProvider clock)
{
    public async Task<SealedSignIn> SealAsync(Connection connection, TokenSet received, CancellationToken ct)
    {
        var refresh = received.Refresh ?? throw new InvalidOperationException("A code exchange without a refresh token is a failure.");
        return new(await vault.SealAsync(received.Access, connection.Id, ct), await vault.SealAsync(refresh, connection.Id, ct), received.ExpiresAt);
    }

    /// <summary>Beside whatever the caller changes; <see cref="SaveAsync"/> saves it all.</summary>
    public async Task StoreAsync(Connection connection, SealedSignIn signIn, IReadOnlyList<DiscoveredAccount> found, CancellationToken ct)
    {
        if (await db.Grants.FirstOrDefaultAsync(grant => grant.ConnectionId == connection.Id, ct) is { } grant)
        {
            grant.Replace(signIn.Access, signIn.Refresh, signIn.ExpiresAt, clock.GetUtcNow());
        }
        else
        {
            db.Grants.Add(new Grant(connection.TenantId, connection.Id, signIn.Access, signIn.Refresh, signIn.ExpiresAt, clock.GetUtcNow()));
        }

        await reached.TakeOverAsync(connection, found, ct);
        foreach (var account in db.AdsAccounts.Local.Where(account => account.ConnectionId == connection.Id))
        {
            account.SignInAgain();
        }
    }

    public async Task SaveAsync(Connection connection, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        tokens.Forget(connection.Id);
    }

    /// <summary>Null when nobody else of the tenant's connections is this Microsoft user's.</summary>
    public async Task<Refusal?> ObjectionAsync(Connection connection, long microsoftUserId, string userName, CancellationToken ct) =>
        await db.Connections.AnyAsync(other => other.Id != connection.Id && other.MicrosoftUserId == microsoftUserId && other.State != ConnectionState.Disconnected, ct)
            ? new Refusal($"You signed in at Microsoft as {userName}, who is connected here already. To bring {connection.UserName} back, sign in as {connection.UserName}.")
            : null;
}

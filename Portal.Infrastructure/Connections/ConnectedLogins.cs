using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Connections;

/// <summary>From the code that Microsoft gave to a stored connection with the accounts it reaches; everything is saved at once or not at all.</summary>
public sealed class ConnectedLogins(PortalDb db, MicrosoftIdentity identity, TokenVault vault, AccessTokens tokens, IAdsApi ads, IncidentBook incidents, TimeProvider clock)
{
    /// <summary>Refused with a sentence when Microsoft refuses the code, or when another user signed in than the connection to heal is of.</summary>
    public async Task<Result<Connection>> ConnectAsync(AuthorizeAttempt attempt, AuthorizationCode code, Person person, CancellationToken ct)
    {
        var verifier = await vault.OpenCodeVerifierAsync(attempt.CodeVerifier, attempt.StateHash, ct);
        var answer = await identity.ExchangeCodeAsync(code, verifier, ct);
        if (answer.IsFailure)
        {
            if (answer.Failure.Class == FailureClass.Operator)
            {
                await incidents.IsOfFleetAsync(answer.Failure);
            }

            return new Refusal(answer.Failure.Sentence);
        }

        Discovery found;
        try
        {
            found = await ads.DiscoverAsync(answer.Tokens.Access, ct);
        }
        catch (AdsApiException fault)
        {
            return new Refusal(fault.Fault == AdsFault.Transient || fault.Fault == AdsFault.Throttled
                ? "Microsoft let you sign in, but did not tell which accounts you have. Nothing was saved; start connecting once more in a few minutes."
                : "Microsoft let you sign in, but this login has no access to Microsoft Advertising. Sign in with the login that opens your ad accounts.");
        }

        var opened = await OpenAsync(attempt, found.User, person, ct);
        if (opened.IsRefused)
        {
            return opened;
        }

        await StoreAsync(opened.Value, answer.Tokens, found, ct);
        await incidents.ReconnectAsync(opened.Value, person);
        db.AuditEntries.Add(new AuditEntry(
            db.CurrentTenantId,
            new Actor(person.Id, person.Name),
            nameof(Connection),
            opened.Value.Id.ToString(),
            attempt.Reconnects is null ? "Connected" : "Reconnected",
            $"{found.User.UserName} was {(attempt.Reconnects is null ? "connected" : "connected again")}; it reaches {found.Accounts.Count} accounts.",
            clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        tokens.Forget(opened.Value.Id);
        return opened;
    }

    /// <summary>Asks Microsoft anew which accounts the connection reaches; new ones can then be chosen.</summary>
    public async Task RediscoverAsync(Connection connection, CancellationToken ct)
    {
        var found = await ads.DiscoverAsync(connection.Id, ct);
        await TakeOverAsync(connection, found, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task<Result<Connection>> OpenAsync(AuthorizeAttempt attempt, AdsUser user, Person person, CancellationToken ct)
    {
        var known = await db.Connections.FirstOrDefaultAsync(
            connection => attempt.Reconnects != null
                ? connection.Id == attempt.Reconnects
                : connection.MicrosoftUserId == user.Id && connection.State != ConnectionState.Disconnected,
            ct);
        if (known is null)
        {
            return db.Connections.Add(Connection.Open(db.CurrentTenantId, user.Id, user.UserName, person.Id, clock.GetUtcNow())).Entity;
        }

        var hasAccounts = await db.AdsAccounts.AnyAsync(account => account.ConnectionId == known.Id && account.IsChosen, ct);
        return known.Reconnect(user.Id, user.UserName, person.Id, clock.GetUtcNow(), hasAccounts);
    }

    private async Task StoreAsync(Connection connection, TokenSet received, Discovery found, CancellationToken ct)
    {
        var refresh = received.Refresh ?? throw new InvalidOperationException("A code exchange without a refresh token is a failure.");
        var access = await vault.SealAsync(received.Access, connection.Id, ct);
        var lasting = await vault.SealAsync(refresh, connection.Id, ct);
        if (await db.Grants.FirstOrDefaultAsync(grant => grant.ConnectionId == connection.Id, ct) is { } grant)
        {
            grant.Replace(access, lasting, received.ExpiresAt, clock.GetUtcNow());
        }
        else
        {
            db.Grants.Add(new Grant(connection.TenantId, connection.Id, access, lasting, received.ExpiresAt, clock.GetUtcNow()));
        }

        await TakeOverAsync(connection, found, ct);
    }

    /// <summary>Accounts that another usable connection of the tenant already reads stay with it.</summary>
    private async Task TakeOverAsync(Connection connection, Discovery found, CancellationToken ct)
    {
        var known = await db.AdsAccounts.ToDictionaryAsync(account => account.AccountId, ct);
        var usable = await db.Connections
            .Where(other => other.State == ConnectionState.Active || other.State == ConnectionState.ChoosingAccounts)
            .Select(other => other.Id)
            .ToListAsync(ct);
        var now = clock.GetUtcNow();
        foreach (var account in found.Accounts)
        {
            if (!known.TryGetValue(account.AccountId, out var mine))
            {
                db.AdsAccounts.Add(new AdsAccount(connection.TenantId, connection.Id, account, now));
            }
            else if (mine.ConnectionId == connection.Id || !mine.IsChosen || !usable.Contains(mine.ConnectionId))
            {
                mine.Refresh(connection.Id, account, now);
            }
        }

        var reached = found.Accounts.Select(account => account.AccountId).ToHashSet();
        foreach (var lost in known.Values.Where(account => account.ConnectionId == connection.Id && !reached.Contains(account.AccountId)))
        {
            lost.Lose(now);
        }
    }
}

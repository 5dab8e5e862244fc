using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Connections;

/// <summary>What became of a return from Microsoft.</summary>
/// <param name="Connection">Stored anew, healed, or as it was.</param>
/// <param name="Waiting">Set when the connection is as it was until the person confirms this.</param>
public sealed record ConnectedLogin(Connection Connection, Id<PendingSignIn>? Waiting = null);

/// <summary>
/// From the code that Microsoft gave to a stored connection with the accounts it reaches; everything is saved at once or not at all. A
/// known connection is healed at once only by its own user with its own accounts: anything else is shown to the person first.
/// </summary>
public sealed class ConnectedLogins(PortalDb db, LoginExchange exchange, StoredLogins logins, PendingSignIns pending, IncidentBook incidents, TimeProvider clock)
{
    /// <summary>Refused with a sentence when Microsoft refuses the code, or when the user cannot take this connection's place.</summary>
    public async Task<Result<ConnectedLogin>> ConnectAsync(AuthorizeAttempt attempt, AuthorizationCode code, Person person, CancellationToken ct)
    {
        var returned = await exchange.RunAsync(attempt, code, ct);
        if (returned.IsRefused)
        {
            return returned.Refusal;
        }

        var (user, accounts) = (returned.Value.Found.User, returned.Value.Found.Accounts);
        var connection = await FindAsync(attempt, user, ct) ?? db.Connections.Add(Connection.Open(db.CurrentTenantId, user.Id, user.UserName, person.Id, clock.GetUtcNow())).Entity;
        if (connection.State == ConnectionState.Disconnected)
        {
            return new Refusal("This login was disconnected meanwhile. Connect it as a new one.");
        }

        if (await logins.ObjectionAsync(connection, user.Id, user.UserName, ct) is { } objection)
        {
            return objection;
        }

        var signIn = await logins.SealAsync(connection, returned.Value.Tokens, ct);
        if (await pending.NeedsWordAsync(connection, user, accounts, ct))
        {
            return new ConnectedLogin(connection, await pending.KeepAsync(connection, signIn, returned.Value.Found, person, ct));
        }

        var isNew = db.Entry(connection).State == EntityState.Added;
        var hasAccounts = await db.AdsAccounts.AnyAsync(account => account.ConnectionId == connection.Id && account.IsChosen, ct);
        connection.Reconnect(user.Id, user.UserName, person.Id, clock.GetUtcNow(), hasAccounts);
        await logins.StoreAsync(connection, signIn, accounts, ct);
        await incidents.ReconnectAsync(connection, person);
        db.AuditEntries.Add(new AuditEntry(
            db.CurrentTenantId,
            new Actor(person.Id, person.Name),
            nameof(Connection),
            connection.Id.ToString(),
            isNew ? "Connected" : "Reconnected",
            $"{user.UserName} was {(isNew ? "connected" : "connected again")}; it reaches {accounts.Count} accounts.",
            clock.GetUtcNow()));
        await logins.SaveAsync(connection, ct);
        return new ConnectedLogin(connection);
    }

    /// <summary>The connection to heal, or the one that this Microsoft user has already.</summary>
    private Task<Connection?> FindAsync(AuthorizeAttempt attempt, AdsUser user, CancellationToken ct) => db.Connections.FirstOrDefaultAsync(
        connection => attempt.Reconnects != null
            ? connection.Id == attempt.Reconnects
            : connection.MicrosoftUserId == user.Id && connection.State != ConnectionState.Disconnected,
        ct);
}

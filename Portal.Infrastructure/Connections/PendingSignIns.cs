using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Connections;

/// <summary>Sign-ins that change more than a connection's tokens: kept, shown, and confirmed once.</summary>
public sealed class PendingSignIns(PortalDb db, StoredLogins logins, ReachedAccounts reached, IncidentBook incidents, TimeProvider clock)
{
    /// <summary>Another user, or other accounts than are used. Where none is chosen yet, they are all offered anyway.</summary>
    public async Task<bool> NeedsWordAsync(Connection connection, AdsUser user, IReadOnlyList<DiscoveredAccount> found, CancellationToken ct) =>
        connection.MicrosoftUserId != user.Id
        || (await db.AdsAccounts.AnyAsync(account => account.ConnectionId == connection.Id && account.IsChosen, ct)
            && !(await reached.CompareAsync(connection, found, ct)).IsNone);

    /// <summary>Only the newest one of a connection counts.</summary>
    public async Task<Id<PendingSignIn>> KeepAsync(Connection connection, SealedSignIn signIn, Discovery found, Person person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var kept = new PendingSignIn(
            connection.TenantId,
            Id<PendingSignIn>.New(now),
            connection.Id,
            person.Id,
            found.User.Id,
            found.User.UserName,
            signIn.Access,
            signIn.Refresh,
            signIn.ExpiresAt,
            JsonSerializer.Serialize(found.Accounts),
            now);
        db.PendingSignIns.RemoveRange(await db.PendingSignIns.Where(other => other.ConnectionId == connection.Id).ToListAsync(ct));
        db.PendingSignIns.Add(kept);
        await db.SaveChangesAsync(ct);
        return kept.Id;
    }

    /// <summary>Null when it is used, or too old.</summary>
    public async Task<PendingSignIn?> FindAsync(Id<PendingSignIn> id, CancellationToken ct) =>
        await db.PendingSignIns.FirstOrDefaultAsync(signIn => signIn.Id == id, ct) is { } found && found.IsAlive(clock.GetUtcNow()) ? found : null;

    public async Task<ReachChange> CompareAsync(PendingSignIn signIn, Connection connection, CancellationToken ct) =>
        await reached.CompareAsync(connection, AccountsOf(signIn), ct);

    /// <summary>Does it: tokens, user and accounts at once. Refused when the connection or the sign-in was used otherwise meanwhile.</summary>
    /// <param name="signIn">As <see cref="FindAsync"/> found it.</param>
    /// <param name="chosen">Which of the new accounts are to be used as well.</param>
    public async Task<Result<Connection>> ConfirmAsync(PendingSignIn signIn, IReadOnlyCollection<long> chosen, Person person, CancellationToken ct)
    {
        var connection = await db.Connections.SingleAsync(row => row.Id == signIn.ConnectionId, ct);
        var (before, accounts) = (connection.UserName, AccountsOf(signIn));
        if (await logins.ObjectionAsync(connection, signIn.MicrosoftUserId, signIn.UserName, ct) is { } objection)
        {
            return objection;
        }

        var change = await reached.CompareAsync(connection, accounts, ct);
        await logins.StoreAsync(connection, new(signIn.AccessToken, signIn.RefreshToken, signIn.AccessTokenExpiresAt), accounts, ct);
        await reached.LetGoAsync(connection, change.Lost, ct);
        var taken = db.AdsAccounts.Local.Where(account => chosen.Contains(account.AccountId.Value) && change.New.Any(one => one.AccountId == account.AccountId)).ToList();
        taken.ForEach(account => account.Choose());
        var hasAccounts = db.AdsAccounts.Local.Any(account => account.ConnectionId == connection.Id && account.IsChosen);
        var healed = connection.Reconnect(signIn.MicrosoftUserId, signIn.UserName, person.Id, clock.GetUtcNow(), hasAccounts);
        if (healed.IsRefused)
        {
            return healed;
        }

        await incidents.ReconnectAsync(connection, person);
        db.PendingSignIns.Remove(signIn);
        db.AuditEntries.Add(new AuditEntry(
            db.CurrentTenantId,
            new Actor(person.Id, person.Name),
            nameof(Connection),
            connection.Id.ToString(),
            "Reconnected",
            $"{(before == signIn.UserName ? $"{before} was connected again" : $"{signIn.UserName} takes the place of {before}")}; accounts: {taken.Count} added, {change.Lost.Count} no longer reached.",
            clock.GetUtcNow()));
        return await SaveAsync(connection, ct);
    }

    public async Task DropAsync(PendingSignIn signIn, CancellationToken ct)
    {
        db.PendingSignIns.Remove(signIn);
        await db.SaveChangesAsync(ct);
    }

    public async Task EraseExpiredAsync(CancellationToken ct)
    {
        var oldest = clock.GetUtcNow() - PendingSignIn.Lifetime;
        await db.PendingSignIns.Where(signIn => signIn.CreatedAt <= oldest).ExecuteDeleteAsync(ct);
    }

    /// <summary>Of two confirmations at once the second finds no row to delete, and nothing of it is saved.</summary>
    private async Task<Result<Connection>> SaveAsync(Connection connection, CancellationToken ct)
    {
        try
        {
            await logins.SaveAsync(connection, ct);
            return connection;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("This sign-in was used already, or the connection changed meanwhile. Nothing was saved now; look at the connection, and reconnect it if it asks for it.");
        }
    }

    private static List<DiscoveredAccount> AccountsOf(PendingSignIn signIn) => JsonSerializer.Deserialize<List<DiscoveredAccount>>(signIn.Accounts) ?? [];
}

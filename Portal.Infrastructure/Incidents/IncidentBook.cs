using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Incidents;

/// <summary>
/// Opens and closes the incidents of the scope's tenant and writes what people are told of them. The caller saves, together with what
/// happened to the connection.
/// </summary>
public sealed class IncidentBook(PortalDb db, IncidentMail mail, FleetFaults fleet, TimeProvider clock)
{
    private const int MostNamed = 5;

    /// <summary>Whether the failure is one of many alike, or the portal's own: then it is the operators', and no connection pays for it.</summary>
    public Task<bool> IsOfFleetAsync(TokenFailure failure) => fleet.CoversAsync(failure);

    /// <summary>Whether a refusal that names no cause, seen since then, is this login's own, as what became of all others meanwhile shows.</summary>
    public Task<bool> IsOwnAsync(Id<Connection> login, TokenFailure failure, DateTimeOffset since) => fleet.IsOwnAsync(login, failure, since);

    /// <summary>Does nothing while one of the same class is open; one of another class is followed by this.</summary>
    public async Task OpenAsync(Connection connection, TokenFailure failure)
    {
        var open = await OpenOfAsync(connection.Id);
        if (open.Exists(incident => incident.Class == failure.Class))
        {
            return;
        }

        var now = clock.GetUtcNow();
        open.FindAll(incident => !incident.IsOfAccounts).ForEach(incident => incident.Close("It turned into another trouble of the same login.", now));
        await AddAsync(Incident.Open(connection, failure, await ChosenAsync(connection.Id), now), connection);
    }

    /// <summary>One incident for all accounts that the login may not read, closed when there are none; it stands beside what the login has otherwise.</summary>
    public async Task FollowAccessAsync(Connection connection, IReadOnlyList<AdsAccount> refused)
    {
        var open = (await OpenOfAsync(connection.Id)).Find(incident => incident.Class == FailureClass.NoAccess);
        if (refused.Count == 0)
        {
            await CloseAsync(connection, incident => incident.Class == FailureClass.NoAccess, "All accounts that you use can be read again.", isWorking: true);
            return;
        }

        var what = refused.Count == 1 ? $"The login may not read the account {Name(refused[0])}." : $"The login may not read {refused.Count} of its accounts: {Names(refused)}.";
        if (open is not null)
        {
            open.Follow(what, refused.Count);
            return;
        }

        var line = KnownFailure.NoAccess;
        var failure = new TokenFailure(line.Class, refused[0].RefusedCode ?? "", what, refused.Count == 1 ? line.NextStep : "Give it access at Microsoft Advertising, or leave them out.") { Owner = line.Owner };
        await AddAsync(Incident.Open(connection, failure, refused.Count, clock.GetUtcNow()), connection);
    }

    /// <summary>The portal's own attempts went through again. A sign-in that works does not open Microsoft Advertising.</summary>
    public Task RecoverAsync(Connection connection) =>
        CloseAsync(connection, incident => !incident.IsOfAdvertising && !incident.IsHeldBack, "It recovered by itself.", isWorking: true);

    /// <summary>A call went through.</summary>
    public Task LetInAsync(Connection connection) =>
        CloseAsync(connection, incident => incident.Class == FailureClass.NotLetIn, "Microsoft Advertising lets the login in again.", isWorking: true);

    /// <summary>A new sign-in says nothing about files that are held back.</summary>
    public async Task ReconnectAsync(Connection connection, Person by)
    {
        var accounts = await ChosenAsync(connection.Id);
        var sync = accounts == 1 ? "1 account syncs again" : string.Create(CultureInfo.InvariantCulture, $"{accounts} accounts sync again");
        await CloseAsync(connection, incident => !incident.IsHeldBack, $"Reconnected by {by.Name}; {sync}.", isWorking: true);
    }

    public Task DisconnectAsync(Connection connection, Person by) => CloseAsync(connection, _ => true, $"The login was disconnected by {by.Name}.", isWorking: false);

    private async Task AddAsync(Incident incident, Connection connection)
    {
        db.Incidents.Add(incident);
        if (incident.IsTold)
        {
            await mail.OpenedAsync(incident, connection.ConnectedBy);
        }
    }

    private static string Names(IReadOnlyList<AdsAccount> accounts) => accounts.Count <= MostNamed
        ? string.Join(", ", accounts.Select(Name))
        : $"{string.Join(", ", accounts.Take(MostNamed).Select(Name))} and {accounts.Count - MostNamed} more";

    private static string Name(AdsAccount account) => $"{account.Name} ({account.Number})";

    private async Task CloseAsync(Connection connection, Predicate<Incident> which, string outcome, bool isWorking)
    {
        foreach (var incident in (await OpenOfAsync(connection.Id)).FindAll(which))
        {
            incident.Close(outcome, clock.GetUtcNow());
            if (isWorking && incident.IsTold)
            {
                await mail.ClosedAsync(incident, connection.ConnectedBy);
            }
        }
    }

    private Task<List<Incident>> OpenOfAsync(Id<Connection> connection) =>
        db.Incidents.Where(incident => incident.ConnectionId == connection && incident.ClosedAt == null).ToListAsync();

    private Task<int> ChosenAsync(Id<Connection> connection) =>
        db.AdsAccounts.CountAsync(account => account.ConnectionId == connection && account.IsChosen);
}

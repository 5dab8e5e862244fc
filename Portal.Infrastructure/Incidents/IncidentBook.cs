using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
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
    /// <summary>Whether the failure is one of many alike, or the portal's own: then it is the operators', and no connection pays for it.</summary>
    public Task<bool> IsOfFleetAsync(TokenFailure failure) => fleet.CoversAsync(failure);

    /// <summary>Does nothing while one of the same class is open; one of another class is followed by this.</summary>
    public async Task OpenAsync(Connection connection, TokenFailure failure)
    {
        var open = await OpenOfAsync(connection.Id);
        if (open.Exists(incident => incident.Class == failure.Class))
        {
            return;
        }

        var now = clock.GetUtcNow();
        open.ForEach(incident => incident.Close("It turned into another trouble of the same login.", now));
        var incident = Incident.Open(connection, failure, await ChosenAsync(connection.Id), now);
        db.Incidents.Add(incident);
        if (incident.IsTold)
        {
            await mail.OpenedAsync(incident, connection.ConnectedBy);
        }
    }

    /// <summary>The portal's own attempts went through again.</summary>
    public Task RecoverAsync(Connection connection) => CloseAsync(connection, "It recovered by itself.", isWorking: true);

    public async Task ReconnectAsync(Connection connection, Person by)
    {
        var accounts = await ChosenAsync(connection.Id);
        var sync = accounts == 1 ? "1 account syncs again" : string.Create(CultureInfo.InvariantCulture, $"{accounts} accounts sync again");
        await CloseAsync(connection, $"Reconnected by {by.Name}; {sync}.", isWorking: true);
    }

    public Task DisconnectAsync(Connection connection, Person by) => CloseAsync(connection, $"The login was disconnected by {by.Name}.", isWorking: false);

    private async Task CloseAsync(Connection connection, string outcome, bool isWorking)
    {
        foreach (var incident in await OpenOfAsync(connection.Id))
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

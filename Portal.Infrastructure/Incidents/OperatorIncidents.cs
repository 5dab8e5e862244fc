using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Incidents;

/// <summary>Opens an incident of the operators when failures are alike across tenants, follows it, and closes it when all goes through again.</summary>
public sealed partial class OperatorIncidents(PortalDb db, FleetJournal journal, OperatorMail mail, TimeProvider clock, ILogger<OperatorIncidents> logger)
{
    /// <summary>Every connection that is still affected was tried within this: the longest wait between two tries is half an hour.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromHours(6);

    /// <summary>Whether the failure, which is written down already, belongs to an incident that is open or that it opens.</summary>
    public async Task<bool> CoversAsync(TokenFailure failure)
    {
        if (await IsOpenAsync(failure.Cause))
        {
            return true;
        }

        var now = clock.GetUtcNow();
        var fleet = await journal.ReadAsync(failure.Cause, now - Fleet.WindowOf(failure.Cause), usableOnly: false, CancellationToken.None);
        if (failure.Class != FailureClass.Operator && !fleet.FailsAlike(failure.Cause) && !(failure.MayBeOfAll && fleet.FailsThroughout(failure.Cause)))
        {
            return false;
        }

        var incident = OperatorIncident.Open(failure, fleet.ReachOf(failure.Cause), now);
        db.OperatorIncidents.Add(incident);
        await mail.OpenedAsync(incident);
        try
        {
            await db.SaveChangesAsync();
            Log.Opened(logger, incident.Code, incident.Connections, incident.Tenants);
        }
        catch (DbUpdateException)
        {
            // Another process opened the same at the same moment, and the index let one in.
            db.ChangeTracker.Clear();
            if (!await IsOpenAsync(failure.Cause))
            {
                throw;
            }
        }

        return true;
    }

    /// <summary>Whether a refusal that names no cause, and began then, is this login's own.</summary>
    public async Task<bool> IsOwnAsync(Id<Connection> login, TokenFailure failure, DateTimeOffset since)
    {
        var fleet = await journal.ReadAsync(failure.Cause, since, usableOnly: false, CancellationToken.None);
        return fleet.IsOwn(login, failure.Cause, since, clock.GetUtcNow(), await journal.CountAsync(CancellationToken.None));
    }

    public async Task FollowAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var incident in await db.OperatorIncidents.AsNoTracking().Where(incident => incident.ClosedAt == null).ToListAsync(ct))
        {
            var (earliest, longest) = (incident.OpenedAt - Fleet.WindowOf(incident.Cause), now - LongestLook);
            var fleet = await journal.ReadAsync(incident.Cause, earliest > longest ? earliest : longest, usableOnly: true, ct);
            db.Attach(incident);
            incident.Follow(fleet.ReachOf(incident.Cause), fleet.LastSeen(incident.Cause) ?? incident.SeenAt);
            if (fleet.HasHealed(incident.Cause, incident.SeenAt) || (incident.Class != FailureClass.Operator && fleet.TurnedOutFew(incident.Cause)))
            {
                incident.Close(now);
                await mail.ClosedAsync(incident, now);
            }

            await SaveAsync(incident, ct);
        }
    }

    private async Task SaveAsync(OperatorIncident incident, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            if (incident.ClosedAt is not null)
            {
                Log.Closed(logger, incident.Code);
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process has closed it, and told of it.
            db.ChangeTracker.Clear();
        }
    }

    private Task<bool> IsOpenAsync(string cause) => db.OperatorIncidents.AnyAsync(incident => incident.Cause == cause && incident.ClosedAt == null);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Logins fail alike ({Code}): {Connections} connections of {Tenants} tenants. No connection is marked; it is the operators'.")]
        public static partial void Opened(ILogger logger, string code, int connections, int tenants);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Logins that failed alike ({Code}) go through again.")]
        public static partial void Closed(ILogger logger, string code);
    }
}

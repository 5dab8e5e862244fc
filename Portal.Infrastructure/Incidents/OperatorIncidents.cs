using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Incidents;

/// <summary>Opens an incident of the operators when failures are alike across tenants, follows it, and closes it when refreshes go through again.</summary>
public sealed partial class OperatorIncidents(PortalDb db, OperatorMail mail, TimeProvider clock, ILogger<OperatorIncidents> logger)
{
    /// <summary>Every connection that is still affected was tried within this: the longest wait between two tries is half an hour.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromHours(6);

    /// <summary>Whether the failure, which the journal already holds, belongs to an incident that is open or that it opens.</summary>
    public async Task<bool> CoversAsync(TokenFailure failure)
    {
        if (await IsOpenAsync(failure.Cause))
        {
            return true;
        }

        var now = clock.GetUtcNow();
        var fleet = new Fleet(await FailuresAndRefreshesAsync(now - Fleet.Window, usableOnly: false, CancellationToken.None));
        if (failure.Class != FailureClass.Operator && !fleet.FailsAlike(failure.Cause))
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

    public async Task FollowAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var incident in await db.OperatorIncidents.Where(incident => incident.ClosedAt == null).ToListAsync(ct))
        {
            var (earliest, longest) = (incident.OpenedAt - Fleet.Window, now - LongestLook);
            var since = earliest > longest ? earliest : longest;
            var fleet = new Fleet([.. await FailuresAndRefreshesAsync(since, usableOnly: true, ct), .. await SignInsAsync(since, ct)]);
            incident.Follow(fleet.ReachOf(incident.Cause), fleet.LastSeen(incident.Cause) ?? incident.SeenAt);
            if (fleet.HasHealed(incident.Cause, incident.SeenAt))
            {
                incident.Close(now);
                Log.Closed(logger, incident.Code);
            }

            await db.SaveChangesAsync(ct);
        }
    }

    private Task<bool> IsOpenAsync(string cause) => db.OperatorIncidents.AnyAsync(incident => incident.Cause == cause && incident.ClosedAt == null);

    /// <param name="since">From when on.</param>
    /// <param name="usableOnly">Leaves out those that nobody tries any more, from which no healing can be seen.</param>
    /// <param name="ct">Ends it.</param>
    private async Task<IEnumerable<RefreshTry>> FailuresAndRefreshesAsync(DateTimeOffset since, bool usableOnly, CancellationToken ct)
    {
        using var all = new SystemScope(db, "failures that many tenants share");
        var connections = db.Connections.AcrossTenants(all);
        var attempts = db.RefreshAttempts.AcrossTenants(all).Where(attempt => attempt.EndedAt >= since && (attempt.Outcome == RefreshOutcome.Stored || attempt.Outcome == RefreshOutcome.Failed));
        if (usableOnly)
        {
            attempts = attempts
                .Where(attempt => db.Tenants.Any(tenant => tenant.Id == attempt.TenantId && tenant.State == TenantState.Active))
                .Where(attempt => connections.Any(connection => connection.TenantId == attempt.TenantId && connection.Id == attempt.ConnectionId
                    && (connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts)));
        }

        var rows = await attempts.Select(attempt => new { attempt.TenantId, attempt.ConnectionId, attempt.BeganAt, attempt.Outcome, attempt.Class, attempt.Code }).ToListAsync(ct);
        return rows.Select(row => new RefreshTry(
            row.TenantId,
            row.ConnectionId,
            row.BeganAt,
            row.Outcome == RefreshOutcome.Failed ? TokenFailure.CauseOf(row.Class ?? FailureClass.Transient, row.Code ?? "") : null));
    }

    /// <summary>Somebody who connects tells as much as a refresh does, and is not in the journal.</summary>
    private async Task<IEnumerable<RefreshTry>> SignInsAsync(DateTimeOffset since, CancellationToken ct)
    {
        using var all = new SystemScope(db, "sign-ins that went through");
        var rows = await db.Grants.AcrossTenants(all).Where(grant => grant.IssuedAt >= since).Select(grant => new { grant.TenantId, grant.ConnectionId, grant.IssuedAt }).ToListAsync(ct);
        return rows.Select(row => new RefreshTry(row.TenantId, row.ConnectionId, row.IssuedAt, null));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Sign-ins fail alike ({Code}) for {Connections} connections of {Tenants} tenants. No connection is marked; it is the operators'.")]
        public static partial void Opened(ILogger logger, string code, int connections, int tenants);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-ins that failed alike ({Code}) go through again.")]
        public static partial void Closed(ILogger logger, string code);
    }
}

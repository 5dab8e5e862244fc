using Microsoft.EntityFrameworkCore;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Incidents;

/// <summary>
/// What the logins of all tenants met with, read across them: of the sign-in the journal of exchanges, of Microsoft Advertising what
/// each connection last heard.
/// </summary>
public sealed class FleetJournal(PortalDb db)
{
    /// <param name="cause">Of which the fleet is to speak; it says where to look.</param>
    /// <param name="since">From when on.</param>
    /// <param name="usableOnly">Leaves out those that nobody tries any more, from which no healing can be seen.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Fleet> ReadAsync(string cause, DateTimeOffset since, bool usableOnly, CancellationToken ct) =>
        new(TokenFailure.IsOfAdvertising(cause) ? await CallsAsync(since, ct) : await RefreshesAsync(since, usableOnly, ct));

    /// <summary>How many logins are in use.</summary>
    public async Task<int> CountAsync(CancellationToken ct)
    {
        using var all = new SystemScope(db, "how many logins there are");
        return await Usable(all).CountAsync(ct);
    }

    /// <summary>Somebody who connects tells as much as a refresh does, and is not in the journal.</summary>
    private async Task<IEnumerable<RefreshTry>> RefreshesAsync(DateTimeOffset since, bool usableOnly, CancellationToken ct)
    {
        using var all = new SystemScope(db, "failures that many tenants share");
        var attempts = db.RefreshAttempts.AcrossTenants(all).Where(attempt => attempt.EndedAt >= since && (attempt.Outcome == RefreshOutcome.Stored || attempt.Outcome == RefreshOutcome.Failed));
        if (usableOnly)
        {
            var usable = Usable(all);
            attempts = attempts.Where(attempt => usable.Any(connection => connection.TenantId == attempt.TenantId && connection.Id == attempt.ConnectionId));
        }

        var rows = await attempts.Select(attempt => new { attempt.TenantId, attempt.ConnectionId, attempt.BeganAt, attempt.Outcome, attempt.Class, attempt.Code }).ToListAsync(ct);
        var signIns = await db.Grants.AcrossTenants(all).Where(grant => grant.IssuedAt >= since).Select(grant => new { grant.TenantId, grant.ConnectionId, grant.IssuedAt }).ToListAsync(ct);
        return rows
            .Select(row => new RefreshTry(
                row.TenantId,
                row.ConnectionId,
                row.BeganAt,
                row.Outcome == RefreshOutcome.Failed ? TokenFailure.CauseOf(row.Class ?? FailureClass.Transient, row.Code ?? "") : null))
            .Concat(signIns.Select(row => new RefreshTry(row.TenantId, row.ConnectionId, row.IssuedAt, null)));
    }

    private async Task<IEnumerable<RefreshTry>> CallsAsync(DateTimeOffset since, CancellationToken ct)
    {
        using var all = new SystemScope(db, "logins that many tenants find refused");
        var rows = await Usable(all)
            .Where(connection => connection.RefusedAt >= since || connection.LetInAt >= since)
            .Select(connection => new { connection.TenantId, connection.Id, connection.RefusedSince, connection.RefusedAt, connection.RefusedCode, connection.LetInAt })
            .ToListAsync(ct);
        var tries = new List<RefreshTry>();
        foreach (var row in rows)
        {
            // A refusal that began before the time that is looked at was going on when it began.
            DateTimeOffset?[] refused = [row.RefusedSince < since ? since : row.RefusedSince, row.RefusedAt];
            tries.AddRange(refused.OfType<DateTimeOffset>().Where(at => at >= since).Select(at => new RefreshTry(row.TenantId, row.Id, at, row.RefusedCode)));
            if (row.LetInAt is { } letIn && letIn >= since)
            {
                tries.Add(new(row.TenantId, row.Id, letIn, null));
            }
        }

        return tries;
    }

    private IQueryable<Connection> Usable(SystemScope all) => db.Connections.AcrossTenants(all)
        .Where(connection => connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts)
        .Where(connection => db.Tenants.Any(tenant => tenant.Id == connection.TenantId && tenant.State == TenantState.Active));
}

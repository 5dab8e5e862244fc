using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Connections;

public sealed class IndexModel(PortalDb db, Forecast forecast, CurrentMember member, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool MayConnect => member.MayActAs(Role.Admin);

    public IReadOnlyList<Outlook> Ahead { get; private set; } = [];

    public bool AllWork => Rows.All(row => row.State != ConnectionState.NeedsReconnect);

    /// <summary>Sign-ins have trouble that is not this organisation's.</summary>
    public bool IsShared { get; private set; }

    public DateTimeOffset NextSync { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        NextSync = Schedule.NextSync(member.Tenant.TenantId, clock.GetUtcNow());
        Ahead = await forecast.ReadAsync(ct);
        IsShared = await db.OperatorIncidents.AnyAsync(incident => incident.ClosedAt == null, ct);
        Rows = await db.Connections.AsNoTracking()
            .Where(connection => connection.State != ConnectionState.Disconnected)
            .OrderBy(connection => connection.ConnectedAt)
            .Select(connection => new Row(
                connection.Id,
                connection.UserName,
                connection.State,
                connection.ConnectedAt,
                db.Users.Where(user => user.Id == connection.ConnectedBy).Select(user => user.DisplayName).FirstOrDefault() ?? "somebody who has left",
                connection.Failure,
                connection.FailureCode,
                connection.FailingSince,
                db.AdsAccounts.Count(account => account.ConnectionId == connection.Id),
                db.AdsAccounts.Count(account => account.ConnectionId == connection.Id && account.IsChosen),
                db.AdsAccounts.Where(account => account.ConnectionId == connection.Id).Max(account => account.SyncedAt),
                db.AdsAccounts.Where(account => account.ConnectionId == connection.Id && account.IsChosen && account.Failure != null).OrderBy(account => account.Name).Select(account => account.Name + ": " + account.Failure).FirstOrDefault(),
                db.Grants.Where(grant => grant.ConnectionId == connection.Id).Select(grant => (DateTimeOffset?)grant.IssuedAt).FirstOrDefault(),
                db.Grants.Where(grant => grant.ConnectionId == connection.Id).Select(grant => (DateTimeOffset?)grant.AccessTokenExpiresAt).FirstOrDefault()))
            .ToListAsync(ct);
    }

    public sealed record Row(
        Id<Connection> Id,
        string UserName,
        ConnectionState State,
        DateTimeOffset ConnectedAt,
        string ConnectedBy,
        string? Failure,
        string? FailureCode,
        DateTimeOffset? FailingSince,
        int Reached,
        int Chosen,
        DateTimeOffset? SyncedAt,
        string? AccountFailure,
        DateTimeOffset? RefreshedAt,
        DateTimeOffset? FreshUntil)
    {
        public DateTimeOffset? NextRefresh => FreshUntil is { } until && State is not ConnectionState.NeedsReconnect ? RefreshMargin.DueAt(Id, until) : null;
    }
}

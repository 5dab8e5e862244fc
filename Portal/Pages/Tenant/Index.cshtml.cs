using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Security;

namespace Portal.Pages.Tenant;

/// <summary>How the chosen accounts did in a range against the one before, how far that can be trusted, and what needs a person.</summary>
public sealed class IndexModel(PortalDb db, DataScopes scopes, Overview overview, SyncCard syncCard, AccountSeries series, Conversions conversions, CurrentMember member) : PageModel
{
    public DataScope Scope { get; private set; } = null!;

    public OverviewFigures? Figures { get; private set; }

    /// <summary>Of all accounts in the organisation's currency, where there are several and rates to do it with.</summary>
    public ConvertedSum? Converted { get; private set; }

    public LatestRun? Run { get; private set; }

    public IReadOnlyList<Trouble> Troubles { get; private set; } = [];

    /// <summary>Incidents of files that an admin has to look at.</summary>
    public IReadOnlyList<Incident> HeldBack { get; private set; } = [];

    public bool HasConnection { get; private set; }

    public bool MayConnect => member.MayActAs(Role.Admin);

    public bool MaySync => member.MayActAs(Role.Analyst);

    public async Task OnGetAsync(string? currency, string? metric, CancellationToken ct)
    {
        Scope = await scopes.ReadAsync(Request.Query, ct);
        var connections = await db.Connections.AsNoTracking().Where(connection => connection.State != ConnectionState.Disconnected)
            .Select(connection => new { connection.Id, connection.UserName, connection.State, connection.Failure, connection.FailingSince, IsIncident = db.Incidents.Any(incident => incident.ConnectionId == connection.Id && incident.ClosedAt == null && incident.Class != FailureClass.HeldBack) }).ToListAsync(ct);
        HasConnection = connections.Count > 0;
        Troubles = [.. connections.Where(connection => connection.FailingSince is not null || connection.State == ConnectionState.NeedsReconnect)
            .Select(connection => new Trouble(
                connection.UserName, connection.State == ConnectionState.NeedsReconnect, connection.Failure, connection.FailingSince, Scope.Chosen.Count(account => account.ConnectionId == connection.Id), connection.IsIncident))];
        HeldBack = await db.Incidents.AsNoTracking().Where(incident => incident.ClosedAt == null && incident.Class == FailureClass.HeldBack).OrderBy(incident => incident.OpenedAt).ToListAsync(ct);
        Run = await syncCard.ReadAsync(ct);
        if (Scope.HasData && Scope.Chosen.Count > 0)
        {
            Figures = await overview.ReadAsync(Scope, currency, Metric.Read(metric), ct);
            Converted = conversions.Of(Scope, Scope.Shown, (await series.OfAsync(Scope.Period, Scope.Version, ct)).Days);
        }
    }

    /// <summary>A connection that does not work as it should, and how many chosen accounts it carries.</summary>
    public sealed record Trouble(string UserName, bool NeedsPerson, string? Failure, DateTimeOffset? Since, int Accounts, bool IsIncident);
}

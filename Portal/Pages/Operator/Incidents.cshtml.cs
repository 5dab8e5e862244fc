using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Operator;

/// <summary>Faults that are no organisation's own.</summary>
public sealed class IncidentsModel(PortalDb db) : PageModel
{
    private const int Shown = 100;

    public IReadOnlyList<OperatorIncident> Open { get; private set; } = [];

    public IReadOnlyList<OperatorIncident> Closed { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Open = await db.OperatorIncidents.AsNoTracking().Where(incident => incident.ClosedAt == null).OrderByDescending(incident => incident.OpenedAt).ToListAsync(ct);
        Closed = await db.OperatorIncidents.AsNoTracking().Where(incident => incident.ClosedAt != null).OrderByDescending(incident => incident.OpenedAt).Take(Shown).ToListAsync(ct);
    }

    public static string Heading(OperatorIncident incident) => incident switch
    {
        { IsOfAdvertising: true } => "Microsoft Advertising refuses logins alike",
        { Class: FailureClass.Operator } => "Microsoft refuses the portal itself",
        _ => "Sign-ins fail alike",
    };

    public static string Affected(OperatorIncident incident) => incident.Connections == 0
        ? "Somebody who wanted to connect" : $"{Say.Count(incident.Connections, "connection")} of {Say.Count(incident.Tenants, "organisation")}";

    public static string NextStep(OperatorIncident incident) => incident switch
    {
        { IsOfAdvertising: true } => "Look at the developer token: whether it is still active, and belongs to the environment that the portal calls. The portal asks again with every sync and closes this when it succeeds.",
        { Class: FailureClass.Operator } => "Look at the portal's registration at Microsoft: its secret, its return address, its permissions.",
        _ => "Look at Microsoft's service health. The portal tries again by itself and closes this when it succeeds.",
    };
}

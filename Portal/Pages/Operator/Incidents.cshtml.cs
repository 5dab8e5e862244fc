using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
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
}

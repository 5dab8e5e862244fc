using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Incidents;

/// <summary>What is wrong with the organisation's logins and with what is read through them now, and what was.</summary>
public sealed class IndexModel(PortalDb db, CurrentMember member) : PageModel
{
    private const int Shown = 100;

    public IReadOnlyList<Incident> Open { get; private set; } = [];

    public IReadOnlyList<Incident> Closed { get; private set; } = [];

    /// <summary>Microsoft, or the portal itself, has trouble that this organisation shares with all others.</summary>
    public bool IsShared { get; private set; }

    public bool MayMend => member.MayActAs(Role.Admin);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Open = await db.Incidents.AsNoTracking().Where(incident => incident.ClosedAt == null).OrderByDescending(incident => incident.OpenedAt).ToListAsync(ct);
        Closed = await db.Incidents.AsNoTracking().Where(incident => incident.ClosedAt != null).OrderByDescending(incident => incident.OpenedAt).Take(Shown).ToListAsync(ct);
        IsShared = await db.OperatorIncidents.AnyAsync(incident => incident.ClosedAt == null, ct);
    }

    public static string Affected(Incident incident) => incident switch
    {
        { Accounts: 0 } => "no account that you chose",
        { IsHeldBack: true } => $"{Say.Count(incident.Accounts, "account")}: figures are updated, campaigns and what they are made of wait until somebody decides",
        _ => $"{Say.Count(incident.Accounts, "account")}: not updated until it is over; what is there stays",
    };

    public static string Who(FailureOwner owner) => owner switch
    {
        FailureOwner.Connector or FailureOwner.Admins => "an admin or owner of yours",
        FailureOwner.Administrator => "an administrator at Microsoft, then an admin of yours",
        FailureOwner.Operators => "the operators of the portal",
        _ => "nobody: it passes by itself",
    };
}

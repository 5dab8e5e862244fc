using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Account;

/// <summary>The organisations of whoever is signed in, to choose from.</summary>
public sealed class OrganisationsModel(PortalDb db) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = PortalPrincipal.PersonOf(User)?.Id;
        using var all = new SystemScope(db, "a person's own organisations");
        Rows = await (
            from member in db.Memberships.AcrossTenants(all).AsNoTracking()
            join tenant in db.Tenants on member.TenantId equals tenant.Id
            where member.PersonId == me
            orderby tenant.Name
            select new Row(tenant.Name, tenant.Slug, member.Role, tenant.State == TenantState.Suspended, db.SyncRuns
                .Where(run => run.TenantId == member.TenantId && run.Purpose == SyncPurpose.Current && (run.State == SyncRunState.Succeeded || run.State == SyncRunState.Partial))
                .Max(run => run.EndedAt))).ToListAsync(ct);
    }

    public sealed record Row(string Name, string Slug, Role Role, bool IsSuspended, DateTimeOffset? LastSync);
}

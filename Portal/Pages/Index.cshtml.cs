using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;

namespace Portal.Pages;

/// <summary>The way in: strangers read what this is; who is signed in goes on to where they work.</summary>
public sealed class IndexModel(PortalDb db) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (PortalPrincipal.PersonOf(User) is not { } person)
        {
            return Page();
        }

        using var all = new SystemScope(db, "a person's own organisations");
        var slugs = await db.Memberships.AcrossTenants(all)
            .Where(member => member.PersonId == person.Id)
            .Join(db.Tenants, member => member.TenantId, tenant => tenant.Id, (_, tenant) => tenant.Slug)
            .OrderBy(slug => slug).Take(2).ToListAsync(ct);
        return slugs switch
        {
            [var only] => LocalRedirect($"~/{only}"),
            [] when User.HasClaim(claim => claim.Type == PortalPrincipal.OperatorClaim) => LocalRedirect("~/operator"),
            _ => RedirectToPage("/Account/Organisations"),
        };
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Sync;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

/// <summary>"Sync now": a form of its own, because fewer members may send it than may look at runs.</summary>
public sealed class StartModel(CurrentMember member, SyncTenant sync) : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("Index");

    public async Task<RedirectToPageResult> OnPostAsync(CancellationToken ct)
    {
        await sync.RunAsync(member.Tenant.TenantId, SyncTrigger.Person, member.Person.Id, ct);
        TempData["Status"] = "The sync is starting.";
        return RedirectToPage("Index");
    }
}

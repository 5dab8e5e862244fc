using Hangfire;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Sync;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

/// <summary>"Sync now": a form of its own, because fewer members may send it than may look at runs.</summary>
public sealed class StartModel(CurrentMember member, IBackgroundJobClient jobs) : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("Index");

    public RedirectToPageResult OnPost()
    {
        jobs.Enqueue<SyncTenant>(job => job.RunAsync(member.Tenant.TenantId, SyncTrigger.Person, member.Person.Id, CancellationToken.None));
        TempData["Status"] = "The sync is starting.";
        return RedirectToPage("Index");
    }
}

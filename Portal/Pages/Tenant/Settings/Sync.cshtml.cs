using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Settings;

/// <summary>How far each sync looks back.</summary>
public sealed class SyncModel(PortalDb db, CurrentMember me, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken ct)
    {
        var tiers = (await db.SyncSettings.AsNoTracking().FirstOrDefaultAsync(ct))?.Tiers ?? LookBack.Default;
        Input = new() { EachRun = tiers.EachRun, EachDay = tiers.EachDay, EachWeek = tiers.EachWeek };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var tiers = LookBack.Of(Input.EachRun ?? 0, Input.EachDay ?? 0, Input.EachWeek ?? 0);
        if (tiers.IsRefused && ModelState.IsValid)
        {
            ModelState.Refuse(tiers.Refusal);
        }

        if (!ModelState.IsValid || tiers.IsRefused)
        {
            return Page();
        }

        var settings = await db.SyncSettings.FirstOrDefaultAsync(ct);
        if (settings is null)
        {
            db.SyncSettings.Add(settings = new(me.Tenant.TenantId));
        }

        var before = settings.Tiers;
        settings.Change(tiers.Value);
        db.AuditEntries.Add(new AuditEntry(
            me.Tenant.TenantId, me.Actor, "Sync", null, "Changed",
            $"{me.Person.Name} changed how far a sync looks back from {Said(before)} to {Said(tiers.Value)} days", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        TempData["Status"] = "The settings are saved. The next sync uses them.";
        return RedirectToPage();
    }

    private static string Said(LookBack tiers) => $"{tiers.EachRun}, {tiers.EachDay} and {tiers.EachWeek}";

    public sealed record Fields
    {
        [Required(ErrorMessage = "Say how many days every run reads.")]
        public int? EachRun { get; init; }

        [Required(ErrorMessage = "Say how many days are read once a day.")]
        public int? EachDay { get; init; }

        [Required(ErrorMessage = "Say how many days are read once a week.")]
        public int? EachWeek { get; init; }
    }
}

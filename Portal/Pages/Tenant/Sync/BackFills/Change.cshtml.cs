using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync.BackFills;

/// <summary>Pauses, resumes or cancels the back-fills of one account, or of all.</summary>
public sealed class ChangeModel(PortalDb db, StartBackFill start, CurrentMember me, SyncTurns turns, TimeProvider clock) : PageModel
{
    private static readonly Dictionary<string, (string Verb, Func<BackFill, DateTimeOffset, bool> Do)> Acts = new(StringComparer.Ordinal)
    {
        ["pause"] = ("Paused", (backFill, _) => backFill.Pause()),
        ["resume"] = ("Resumed", (backFill, _) => backFill.Resume()),
        ["cancel"] = ("Cancelled", (backFill, now) => backFill.Cancel(now)),
    };

    public RedirectToPageResult OnGet() => RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync(string? act, long? account, CancellationToken ct)
    {
        if (act is null || !Acts.TryGetValue(act, out var step))
        {
            return BadRequest();
        }

        var only = account is { } id ? new AdsId<AdsAccount>(id) : (AdsId<AdsAccount>?)null;
        var now = clock.GetUtcNow();
        var changed = (await db.BackFills.Where(backFill => only == null || backFill.AccountId == only).ToListAsync(ct)).Where(backFill => step.Do(backFill, now)).ToList();
        if (changed.Count == 0)
        {
            TempData["Refused"] = $"There is nothing to {act}: it has ended, or somebody else was quicker.";
            return RedirectToPage("Index");
        }

        var accounts = changed.Select(backFill => backFill.AccountId).Distinct().Count();
        var of = only is { } one ? $"account {one}" : Say.Count(accounts, "account");
        var verb = step.Verb.ToLowerInvariant();
        db.AuditEntries.Add(new AuditEntry(me.Tenant.TenantId, me.Actor, "BackFill", only?.ToString(), step.Verb, $"{me.Person.Name} {verb} the back-fill of {of}", now));
        await db.SaveChangesAsync(ct);
        await turns.JoinAsync(await start.RunAsync(ct), ct);
        TempData["Status"] = $"The back-fill of {of} is {verb}.";
        return RedirectToPage("Index");
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Components;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

/// <summary>Reads days again by hand: first it says how many reports that takes, then it is confirmed.</summary>
public sealed class AgainModel(PortalDb db, StartAgain start, CurrentMember me, SyncTurns turns, TimeProvider clock) : PageModel
{
    [BindProperty]
    public DaysAsked Input { get; set; } = new();

    /// <summary>What it takes, once that was asked.</summary>
    public string? Said { get; private set; }

    public void OnGet(long? account, ReportKind? report, DateOnly? from, DateOnly? to)
    {
        var yesterday = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        Input = new() { Account = account, Report = report, From = from ?? yesterday, To = to ?? from ?? yesterday };
    }

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken ct)
    {
        if (!ModelState.IsValid || Input.From is not { } from)
        {
            return Page();
        }

        var asked = new ReadAgain(Input.AccountId, Input.Report, new(from, Input.To ?? from));
        if (act == "go")
        {
            return await StartAsync(asked, ct);
        }

        Said = ModelState.Takes(await start.CountAsync(asked, ct), out var count)
            ? $"This asks Microsoft for {Say.Count(count, "report")}. What is stored stays until each of them has come."
            : null;
        return Page();
    }

    private async Task<IActionResult> StartAsync(ReadAgain asked, CancellationToken ct)
    {
        if (!ModelState.Takes(await start.RunAsync(asked, me.Person.Id, ct), out var started))
        {
            return Page();
        }

        db.AuditEntries.Add(new AuditEntry(
            me.Tenant.TenantId, me.Actor, "Sync", started.Run.ToString(), "ReadAgain",
            $"{me.Person.Name} had {Input.Reports(started.Accounts.Count)} read again for {Say.Period(asked.Period)}", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await turns.JoinAsync(started, ct);
        TempData["Status"] = "The days are being read again.";
        return RedirectToPage("Run", new { id = started.Run });
    }
}

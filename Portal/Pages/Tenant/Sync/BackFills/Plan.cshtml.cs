using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Components;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync.BackFills;

/// <summary>Asks for the years before: first it says what that would bring, then it is confirmed.</summary>
public sealed class PlanModel(PortalDb db, PlanBackFill plan, StartBackFill start, CurrentMember me, SyncTurns turns, TimeProvider clock) : PageModel
{
    [BindProperty]
    public DaysAsked Input { get; set; } = new();

    /// <summary>What it would bring, once that was asked.</summary>
    public string? Said { get; private set; }

    public void OnGet(long? account) => Input = new() { Account = account, From = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddMonths(-12) };

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken ct)
    {
        if (!ModelState.IsValid || Input.From is not { } from)
        {
            return Page();
        }

        var wanted = new WantedBackFill(Input.AccountId, Input.Report, from);
        if (act == "go")
        {
            return await AskAsync(wanted, ct);
        }

        Said = ModelState.Takes(await plan.EstimateAsync(wanted, ct), out var estimate) ? Words(estimate) : null;
        return Page();
    }

    private async Task<IActionResult> AskAsync(WantedBackFill wanted, CancellationToken ct)
    {
        if (!ModelState.Takes(await plan.AskAsync(wanted, me.Person.Id, ct), out var accounts))
        {
            return Page();
        }

        db.AuditEntries.Add(new AuditEntry(
            me.Tenant.TenantId, me.Actor, "BackFill", wanted.Account?.ToString(), "Asked",
            $"{me.Person.Name} asked for {Input.Reports(accounts)} from {Say.Day(wanted.From)} on", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await turns.JoinAsync(await start.RunAsync(ct), ct);
        TempData["Status"] = "The back-fill is under way. It goes on by itself, also after a restart.";
        return RedirectToPage("Index");
    }

    private static string Words(BackFillEstimate estimate) => string.Join(", ", new[]
    {
        $"This asks Microsoft for {Say.Count(estimate.Reports, "report")} over {Say.Count(estimate.Days, "day")} of data",
        estimate.Rows is { } rows ? $"about {Say.Count(rows, "row")}" : null,
        estimate.Duration is { TotalSeconds: > 0 } work ? $"about {Say.Duration(work)} of work" : null,
    }.OfType<string>()) + (estimate.Rows is null ? ". Nothing was read of these reports yet, so rows and time cannot be told." : ", by what these reports brought so far.");
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Portal.Components;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync.BackFills;

/// <summary>Asks for the years before: first it says what that would bring, then it is confirmed.</summary>
public sealed class PlanModel(PortalDb db, PlanBackFill plan, StartBackFill start, AccountChoices choices, CurrentMember me, SyncTurns turns, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Accounts { get; private set; } = [];

    /// <summary>What it would bring, once that was asked.</summary>
    public BackFillEstimate? Estimate { get; private set; }

    public string Said => Estimate is not { } estimate ? "" : string.Join(", ", new[]
    {
        $"This asks Microsoft for {Say.Count(estimate.Reports, "report")} over {Say.Count(estimate.Days, "day")} of data",
        estimate.Rows is { } rows ? $"about {Say.Count(rows, "row")}" : null,
        estimate.Duration is { TotalSeconds: > 0 } work ? $"about {Say.Duration(work)} of work" : null,
    }.OfType<string>()) + (estimate.Rows is null ? ". Nothing was read of these reports yet, so rows and time cannot be told." : ", by what these reports brought so far.");

    public async Task OnGetAsync(long? account, CancellationToken ct)
    {
        Input = new() { Account = account, From = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddMonths(-12) };
        Accounts = await choices.AccountsAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken ct)
    {
        Accounts = await choices.AccountsAsync(ct);
        if (!ModelState.IsValid || Input.From is not { } from)
        {
            return Page();
        }

        var wanted = new WantedBackFill(Input.Account is { } one ? new AdsId<AdsAccount>(one) : null, Input.Report, from);
        if (act == "go")
        {
            return await AskAsync(wanted, ct);
        }

        var estimate = await plan.EstimateAsync(wanted, ct);
        if (estimate.IsRefused)
        {
            ModelState.Refuse(estimate.Refusal);
            return Page();
        }

        Estimate = estimate.Value;
        return Page();
    }

    private async Task<IActionResult> AskAsync(WantedBackFill wanted, CancellationToken ct)
    {
        var asked = await plan.AskAsync(wanted, me.Person.Id, ct);
        if (asked.IsRefused)
        {
            ModelState.Refuse(asked.Refusal);
            return Page();
        }

        var report = wanted.Report is { } kind ? SliceView.NameOf(kind) : "every report";
        db.AuditEntries.Add(new AuditEntry(
            me.Tenant.TenantId, me.Actor, "BackFill", wanted.Account?.ToString(), "Asked",
            $"{me.Person.Name} asked for {report} of {(wanted.Account is { } id ? $"account {id}" : Say.Count(asked.Value, "account"))} from {Say.Day(wanted.From)} on", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await turns.JoinAsync(await start.RunAsync(ct), ct);
        TempData["Status"] = "The back-fill is under way. It goes on by itself, also after a restart.";
        return RedirectToPage("Index");
    }

    public sealed record Fields
    {
        public long? Account { get; init; }

        public ReportKind? Report { get; init; }

        [Required(ErrorMessage = "Choose the day from which you want the data.")]
        public DateOnly? From { get; init; }
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

/// <summary>Reads days again by hand: first it says how many reports that takes, then it is confirmed.</summary>
public sealed class AgainModel(PortalDb db, StartAgain start, AccountChoices choices, CurrentMember me, SyncTurns turns, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Accounts { get; private set; } = [];

    /// <summary>How many reports it takes, once that was asked.</summary>
    public int? Reports { get; private set; }

    public async Task OnGetAsync(long? account, ReportKind? report, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var yesterday = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        Input = new() { Account = account, Report = report, From = from ?? yesterday, To = to ?? from ?? yesterday };
        Accounts = await choices.AccountsAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken ct)
    {
        Accounts = await choices.AccountsAsync(ct);
        if (!ModelState.IsValid || Input is not { From: { } from, To: { } to })
        {
            return Page();
        }

        var asked = new ReadAgain(Input.Account is { } one ? new AdsId<AdsAccount>(one) : null, Input.Report, new Period(from, to));
        if (act == "go")
        {
            return await StartAsync(asked, ct);
        }

        var count = await start.CountAsync(asked, ct);
        if (count.IsRefused)
        {
            ModelState.Refuse(count.Refusal);
            return Page();
        }

        Reports = count.Value;
        return Page();
    }

    private async Task<IActionResult> StartAsync(ReadAgain asked, CancellationToken ct)
    {
        var started = await start.RunAsync(asked, me.Person.Id, ct);
        if (started.IsRefused)
        {
            ModelState.Refuse(started.Refusal);
            return Page();
        }

        var account = asked.Account is { } id ? $"account {id}" : Say.Count(started.Value.Accounts.Count, "account");
        var report = asked.Report is { } kind ? SliceView.NameOf(kind) : "every report";
        db.AuditEntries.Add(new AuditEntry(
            me.Tenant.TenantId, me.Actor, "Sync", started.Value.Run.ToString(), "ReadAgain",
            $"{me.Person.Name} had {report} of {account} read again for {Say.Period(asked.Period)}", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await turns.JoinAsync(started.Value, ct);
        TempData["Status"] = "The days are being read again.";
        return RedirectToPage("Run", new { id = started.Value.Run });
    }

    public sealed record Fields
    {
        public long? Account { get; init; }

        public ReportKind? Report { get; init; }

        [Required(ErrorMessage = "Choose the first day.")]
        public DateOnly? From { get; init; }

        [Required(ErrorMessage = "Choose the last day.")]
        public DateOnly? To { get; init; }
    }
}

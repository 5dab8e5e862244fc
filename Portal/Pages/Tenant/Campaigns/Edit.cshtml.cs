using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Infrastructure.Ads;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>Renames a campaign and sets its daily budget, at Microsoft first. What did not change is not sent.</summary>
public sealed class EditModel(CampaignChanges changes) : PageModel
{
    [BindProperty]
    public Input Form { get; set; } = new();

    public ChangeableCampaign Found { get; private set; } = null!;

    public string? TrackingId { get; private set; }

    public bool IsShared => Found.Campaign.SharedBudgetId is not null;

    public async Task<IActionResult> OnGetAsync(long account, long campaign, CancellationToken ct)
    {
        if (!await FindAsync(account, campaign, ct))
        {
            return NotFound();
        }

        Form = new() { Name = Found.Campaign.Name, DailyBudget = Budget(Found)?.ToString("0.00####", CultureInfo.InvariantCulture) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long account, long campaign, CancellationToken ct)
    {
        if (!await FindAsync(account, campaign, ct))
        {
            return NotFound();
        }

        if (!ModelState.IsValid || Decide() is not { } wanted)
        {
            return Page();
        }

        if (wanted.Count == 0)
        {
            TempData["Status"] = "Nothing was different, so nothing was changed.";
            return ToDetails();
        }

        var outcomes = await changes.ApplyAsync(wanted, ct);
        foreach (var outcome in outcomes.Where(outcome => outcome.Outcome != AuditOutcome.Done))
        {
            ModelState.AddModelError("", outcome.Sentence);
            TrackingId = outcome.TrackingId;
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        TempData["Status"] = string.Join(' ', outcomes.Select(outcome => outcome.Sentence));
        return ToDetails();
    }

    /// <summary>One change for both fields, so that Microsoft takes both or none; null when the domain refused one.</summary>
    private List<WantedChange>? Decide()
    {
        var merged = new CampaignChange(Found.Campaign.CampaignId, null, null, null);
        var said = new List<string>();
        if (Form.Name.Trim() != Found.Campaign.Name && Allowed(Found.Campaign.Rename(Form.Name)) is { } renamed)
        {
            merged = merged with { Name = renamed.Name };
            said.Add($"Renamed {Found.Campaign.Name} to {renamed.Name}.");
        }

        if (Typed() is { } budget && budget != Budget(Found) && Allowed(Found.Campaign.Rebudget(Money.Of(budget, Found.Account.CurrencyCode))) is { } rebudgeted)
        {
            merged = merged with { DailyBudgetMicros = rebudgeted.DailyBudgetMicros };
            said.Add($"Set the daily budget of {merged.Name ?? Found.Campaign.Name} to {Say.Money(Money.Of(budget, Found.Account.CurrencyCode))}.");
        }

        return !ModelState.IsValid ? null
            : said.Count == 0 ? []
            : [Found.Want(merged, merged.Name is null ? "Rebudgeted" : "Renamed", string.Join(' ', said))];
    }

    private CampaignChange? Allowed(Result<CampaignChange> decided)
    {
        if (decided.IsRefused)
        {
            ModelState.AddModelError(decided.Refusal.Field is { } field ? $"{nameof(Form)}.{field}" : "", decided.Refusal.Sentence);
        }

        return decided.Value;
    }

    // A comma is taken for the decimal point, as half of the world types it; groups of thousands are nobody's need here.
    private decimal? Typed()
    {
        if (IsShared || string.IsNullOrWhiteSpace(Form.DailyBudget))
        {
            return null;
        }

        if (decimal.TryParse(Form.DailyBudget.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < 1_000_000_000)
        {
            return amount;
        }

        ModelState.AddModelError($"{nameof(Form)}.{nameof(Input.DailyBudget)}", "Type the daily budget as a number, such as 120.50.");
        return null;
    }

    private static decimal? Budget(ChangeableCampaign found) =>
        found.Campaign.DailyBudgetMicros is { } micros ? new Money(micros, found.Account.CurrencyCode).Amount : null;

    private async Task<bool> FindAsync(long account, long campaign, CancellationToken ct)
    {
        var found = await changes.FindAsync(new(new(account), new(campaign)), ct);
        Found = found ?? Found;
        return found is not null;
    }

    private RedirectToPageResult ToDetails() => RedirectToPage("Details", new { account = Found.Account.AccountId, campaign = Found.Campaign.CampaignId });

    public sealed class Input
    {
        [Required(ErrorMessage = "A campaign needs a name.")]
        [StringLength(128, ErrorMessage = "The name needs 1 to 128 characters.")]
        public string Name { get; set; } = "";

        public string? DailyBudget { get; set; }
    }
}

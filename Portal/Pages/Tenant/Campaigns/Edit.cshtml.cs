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

        var budget = Found.Campaign.DailyBudgetMicros is { } micros ? new Money(micros, Found.Account.CurrencyCode).Amount : (decimal?)null;
        Form = new() { Name = Found.Campaign.Name, DailyBudget = budget?.ToString("0.00####", CultureInfo.InvariantCulture) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long account, long campaign, CancellationToken ct)
    {
        if (!await FindAsync(account, campaign, ct))
        {
            return NotFound();
        }

        var wanted = ModelState.IsValid ? Decide() : null;
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (wanted is null)
        {
            TempData["Status"] = "Nothing was different, so nothing was changed.";
            return ToDetails();
        }

        var outcome = (await changes.ApplyAsync([wanted], ct))[0];
        if (outcome.Outcome != AuditOutcome.Done)
        {
            ModelState.AddModelError("", outcome.Sentence);
            TrackingId = outcome.TrackingId;
            return Page();
        }

        TempData["Status"] = outcome.Sentence;
        return ToDetails();
    }

    /// <summary>One change for both fields, so that Microsoft takes both or none; null when nothing differs or something was refused.</summary>
    private WantedChange? Decide()
    {
        var campaign = Found.Campaign;
        var renamed = Form.Name.Trim() == campaign.Name ? null : Allowed(campaign.Rename(Form.Name));
        var rebudgeted = Typed() is { } budget && budget.Micros != campaign.DailyBudgetMicros ? Allowed(campaign.Rebudget(budget)) : null;
        var said = new List<string>();
        if (renamed is not null)
        {
            said.Add($"Renamed {campaign.Name} to {renamed.Name}.");
        }

        if (rebudgeted?.DailyBudgetMicros is { } micros)
        {
            said.Add($"Set the daily budget of {renamed?.Name ?? campaign.Name} to {Say.Money(new Money(micros, Found.Account.CurrencyCode))}.");
        }

        return !ModelState.IsValid || said.Count == 0 ? null : Found.Want(
            new(campaign.CampaignId, null, renamed?.Name, rebudgeted?.DailyBudgetMicros), renamed is null ? "Rebudgeted" : "Renamed", string.Join(' ', said));
    }

    private CampaignChange? Allowed(Result<CampaignChange> decided)
    {
        if (decided.IsRefused)
        {
            ModelState.Refuse(decided.Refusal, nameof(Form));
        }

        return decided.Value;
    }

    // A comma is taken for the decimal point, as half of the world types it; groups of thousands are nobody's need here.
    private Money? Typed()
    {
        if (IsShared || string.IsNullOrWhiteSpace(Form.DailyBudget))
        {
            return null;
        }

        if (decimal.TryParse(Form.DailyBudget.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < 1_000_000_000)
        {
            return Money.Of(amount, Found.Account.CurrencyCode);
        }

        ModelState.AddModelError($"{nameof(Form)}.{nameof(Input.DailyBudget)}", "Type the daily budget as a number, such as 120.50.");
        return null;
    }

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

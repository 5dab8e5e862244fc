using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Audit;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>Pauses or enables one campaign or the selected ones. One answers with a line on the page it came from, several with a list.</summary>
public sealed class ChangeModel(CampaignChanges changes) : PageModel
{
    public string Back { get; private set; } = "";

    public string Verb { get; private set; } = "";

    public IReadOnlyList<ChangedCampaign> Outcomes { get; private set; } = [];

    public IActionResult OnGet() => RedirectToPage("Index");

    /// <param name="act">"pause" or "enable", for one campaign with its key after a space.</param>
    /// <param name="selected">Keys of campaigns, used when <paramref name="act"/> names none.</param>
    /// <param name="back">Where the form stood.</param>
    /// <param name="ct">Ends the loading only: what was asked of Microsoft is waited for.</param>
    public async Task<IActionResult> OnPostAsync(string? act, string[] selected, string? back, CancellationToken ct)
    {
        Back = Url.IsLocalUrl(back) ? back : Url.Page("Index") ?? "/";
        if (act?.Split(' ') is not [("pause" or "enable") and var verb, .. var named])
        {
            return BadRequest();
        }

        Verb = verb;
        CampaignKey[] keys = [.. (named.Length > 0 ? named : selected).Select(CampaignKey.Read).OfType<CampaignKey>()];
        if (keys.Length == 0)
        {
            TempData["Refused"] = "Select at least one campaign first.";
            return LocalRedirect(Back);
        }

        Outcomes = await changes.SwitchAsync(keys, verb == "pause", ct);
        if (Outcomes is not [var only])
        {
            return Page();
        }

        TempData[only.Outcome == AuditOutcome.Done ? "Status" : "Refused"] = only.TrackingId is null || only.Outcome == AuditOutcome.Done
            ? only.Sentence
            : $"{only.Name}: {only.Sentence} Microsoft's tracking id: {only.TrackingId}.";
        return LocalRedirect(Back);
    }
}

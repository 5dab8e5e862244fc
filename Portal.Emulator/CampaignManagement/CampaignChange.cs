using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Puts a checked item into a campaign. What is absent or null stays; an empty text clears.</summary>
internal static class CampaignChange
{
    public static void Apply(Campaign campaign, JsonObject item, Moment at)
    {
        campaign.Modified = at.Now;
        campaign.Name = item.Text("Name")?.Trim() ?? campaign.Name;
        campaign.TrackingUrlTemplate = Cleared(item.Text("TrackingUrlTemplate"), campaign.TrackingUrlTemplate);
        campaign.FinalUrlSuffix = Cleared(item.Text("FinalUrlSuffix"), campaign.FinalUrlSuffix);
        campaign.Languages = item.Texts("Languages") ?? campaign.Languages;
        campaign.AudienceAdsBidAdjustment = item.Int("AudienceAdsBidAdjustment") ?? campaign.AudienceAdsBidAdjustment;
        if (item.Object("BiddingScheme") is { } bidding)
        {
            campaign.BiddingScheme = (JsonObject)bidding.DeepClone();
        }

        ApplyBudget(campaign, item, at);
        ApplyStatus(campaign, item.Text("Status"), at);
    }

    public static string? Cleared(string? wanted, string? current) => wanted switch { null => current, "" => null, _ => wanted };

    private static void ApplyBudget(Campaign campaign, JsonObject item, Moment at)
    {
        var before = campaign.DailyBudget;
        if (item.Long("BudgetId") is { } joins)
        {
            campaign.Budget = campaign.Tree.Budget(joins);
            campaign.Tree.BudgetsChanged();
        }

        if (item.Number("DailyBudget") is { } amount && amount != campaign.OwnDailyBudget)
        {
            // What was spent today stays spent: a smaller budget binds from tomorrow.
            campaign.FormerBudgets.Add((amount > before ? at.Day : at.Day.AddDays(1), campaign.OwnDailyBudget));
            campaign.OwnDailyBudget = amount;
        }

        campaign.OwnBudgetType = item.Text("BudgetType") ?? campaign.OwnBudgetType;
        if (campaign.DailyBudget > before)
        {
            campaign.Status = campaign.Status switch { "BudgetPaused" => "Active", "BudgetAndManualPaused" => "Paused", var other => other };
        }
    }

    /// <summary>A budget that is used up is no choice of the advertiser: it stays, beside what they choose.</summary>
    private static void ApplyStatus(Campaign campaign, string? wanted, Moment at)
    {
        if (wanted is null)
        {
            return;
        }

        var shown = campaign.Status is "Active" or "BudgetPaused";
        var exhausted = campaign.Status is "BudgetPaused" or "BudgetAndManualPaused";
        campaign.Status = (wanted, exhausted) switch
        {
            ("Active", true) => "BudgetPaused",
            ("Active", false) => "Active",
            (_, true) => "BudgetAndManualPaused",
            _ => "Paused",
        };
        if (shown != (wanted == "Active"))
        {
            campaign.Serving = campaign.Serving.Switch(at.Day, wanted == "Active");
        }
    }
}

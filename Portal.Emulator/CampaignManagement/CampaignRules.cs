using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>What the API refuses in a campaign, in the order in which it looks (campaign.md; section 4.2 of our contract).</summary>
internal static class CampaignRules
{
    public static readonly Refusal Unknown = new(1100, "CampaignServiceInvalidCampaignId", "The campaign ID is invalid.", "Id");

    private static readonly Refusal BudgetIsShared = new(1159, "CampaignServiceCannotUpdateSharedBudget",
        "The campaign draws on a shared budget: its budget cannot be changed here.", "DailyBudget");

    public static Refusal? CheckName(AccountTree tree, string? name, long except)
    {
        if (name is null)
        {
            return null;
        }

        if (name.Trim() is { Length: 0 or > 128 })
        {
            return new(1101, "CampaignServiceInvalidCampaignName", "The campaign name is empty or longer than 128 characters.", "Name");
        }

        return tree.Campaigns.Any(other => !other.IsDeleted && other.Id != except && string.Equals(other.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ? new(1115, "CampaignServiceCannotCreateDuplicateCampaign", "The account has a campaign of this name.", "Name")
            : null;
    }

    public static Refusal? CheckStatus(string? status) => status is null or "Active" or "Paused"
        ? null
        : new(1120, "CampaignServiceInvalidCampaignStatus", "The status can be set to Active and Paused only.", "Status");

    /// <summary>Whether the budget that <paramref name="item"/> asks for fits a campaign that has <paramref name="current"/>.</summary>
    public static Refusal? CheckBudget(AccountTree tree, JsonObject item, SharedBudget? current, string type)
    {
        var joins = item.Long("BudgetId");
        if (joins > 0 && (tree.Budget(joins.Value) is null || type == "PerformanceMax"))
        {
            return BudgetWrites.Unknown;
        }

        var (amount, budgetType) = (item.Number("DailyBudget"), item.Text("BudgetType"));
        if ((joins ?? current?.Id ?? 0) > 0 && (amount is not null || budgetType is not null))
        {
            return BudgetIsShared;
        }

        if (amount < tree.Currency.LowestBid || (amount is null && joins == 0 && current is not null))
        {
            return new(1106, "CampaignServiceInvalidDailyBudget", "The daily budget is missing or too small.", "DailyBudget");
        }

        return budgetType is null or "DailyBudgetStandard" or "DailyBudgetAccelerated"
            ? null
            : new(1121, "CampaignServiceInvalidBudgetType", "The budget type is invalid.", "BudgetType");
    }
}

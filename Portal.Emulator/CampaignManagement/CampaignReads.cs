using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>The values that a request may name; the numbers are the SDK's.</summary>
[Flags]
internal enum CampaignTypes
{
    None = 0,
    Search = 1,
    Shopping = 2,
    DynamicSearchAds = 4,
    Audience = 8,
    Hotel = 32,
    PerformanceMax = 64,
    App = 128,
    UnifiedCampaign = 1024,
}

/// <summary>Reading campaigns and budgets.</summary>
internal sealed class CampaignReads(Accounts accounts)
{
    private const int MostIds = 100;

    /// <summary>The whole list, without paging; Search campaigns only when no type is named.</summary>
    public JsonNode ByAccount(Call call)
    {
        var (types, fields) = (Types(call), Accounts.Fields(call));
        var found = accounts.Tree(call).Campaigns.Where(campaign => !campaign.IsDeleted && types.HasFlag(Type(campaign)));
        return new JsonObject { ["Campaigns"] = new JsonArray([.. found.Select(campaign => CampaignJson.Of(campaign, fields))]) };
    }

    /// <summary>One slot for each id: null for one that does not exist (1100) or is of a type that was not named (516).</summary>
    public JsonNode ByIds(Call call)
    {
        var ids = Accounts.List(call.Longs("CampaignIds"), MostIds, 1119, "CampaignServiceCampaignIdsArrayExceedsLimit");
        var (tree, types, fields) = (accounts.Tree(call), Types(call), Accounts.Fields(call));
        var batch = Batch.Run(ids, id => tree.Campaign(id) is not { } campaign ? CampaignRules.Unknown
            : !types.HasFlag(Type(campaign)) ? new Refusal(516, "CampaignServiceCampaignTypeMismatch", "The campaign is of another type than the filter.")
            : id);
        var found = ids.Select(id => tree.Campaign(id) is { } campaign && types.HasFlag(Type(campaign)) ? CampaignJson.Of(campaign, fields) : null);
        return new JsonObject { ["Campaigns"] = new JsonArray([.. found]), ["PartialErrors"] = batch.PartialErrors };
    }

    /// <summary>All budgets of the account when no ids are given.</summary>
    public JsonNode Budgets(Call call)
    {
        var tree = accounts.Tree(call);
        var ids = call.Longs("BudgetIds") ?? [.. tree.Budgets.Select(budget => budget.Id)];
        var batch = Batch.Run(ids, id => tree.Budget(id) is null ? BudgetWrites.Unknown : id);
        var found = ids.Select(id => tree.Budget(id) is { } budget ? ChildJson.Of(budget, tree.AssociationCount(budget)) : null);
        return new JsonObject { ["Budgets"] = new JsonArray([.. found]), ["PartialErrors"] = batch.PartialErrors };
    }

    private static CampaignTypes Types(Call call) => call.Flags<CampaignTypes>("CampaignType") ?? CampaignTypes.Search;

    private static CampaignTypes Type(Campaign campaign) => Enum.Parse<CampaignTypes>(campaign.Type);
}

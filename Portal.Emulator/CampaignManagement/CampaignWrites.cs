using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Adding, changing and deleting campaigns: item by item, each wholly or not at all.</summary>
internal sealed class CampaignWrites(Accounts accounts, CampaignWorld world)
{
    private const int Most = 100;

    public JsonNode Add(Call call)
    {
        var (tree, items) = (accounts.Writable(call), Items(call));
        lock (tree.Gate)
        {
            var batch = Batch.Run(items, item => Add(tree, item, Accounts.Moment(tree, call), Ids.FirstAddedCampaign - 1 + world.Next()));
            return new JsonObject { ["CampaignIds"] = batch.Ids, ["PartialErrors"] = batch.PartialErrors };
        }
    }

    public JsonNode Update(Call call)
    {
        var (tree, items) = (accounts.Writable(call), Items(call));
        var seen = new HashSet<long>();
        lock (tree.Gate)
        {
            return new JsonObject
            {
                ["PartialErrors"] = Batch.Run(items, item => Update(tree, item, seen, Accounts.Moment(tree, call))).PartialErrors,
            };
        }
    }

    public JsonNode Delete(Call call)
    {
        var tree = accounts.Writable(call);
        var ids = Accounts.List(call.Longs("CampaignIds"), Most, 1119, "CampaignServiceCampaignIdsArrayExceedsLimit");
        lock (tree.Gate)
        {
            return new JsonObject { ["PartialErrors"] = Batch.Run(ids, id => Delete(tree, id, Accounts.Moment(tree, call))).PartialErrors };
        }
    }

    private static IReadOnlyList<JsonObject?> Items(Call call) =>
        Accounts.List(call.Body.Objects("Campaigns"), Most, 1114, "CampaignServiceCampaignsArrayExceedsLimit");

    public static Outcome Add(AccountTree tree, JsonObject item, Moment at, long id)
    {
        var type = item.Value<CampaignTypes>("CampaignType")?.ToString() ?? "Search";
        if ((CampaignRules.CheckName(tree, item.Text("Name") ?? "", except: 0)
            ?? CampaignRules.CheckStatus(item.Text("Status"))
            ?? CampaignRules.CheckBudget(tree, item, null, type)
            ?? CheckRequired(item)) is { } refusal)
        {
            return refusal;
        }

        var campaign = new Campaign(tree, id, type, Traits.Throw(tree.Dice.With(id), type, tree.Currency, 40))
        {
            Name = item.Text("Name")!.Trim(),
            Status = "Paused",
            TimeZone = item.Text("TimeZone")!,
            OwnDailyBudget = item.Number("DailyBudget") ?? 0,
            Serving = new Serving(at.Day).Switch(at.Day.AddDays(-1), on: false),
        };
        tree.Add(campaign);
        CampaignChange.Apply(campaign, item, at);
        return id;
    }

    private static Refusal? CheckRequired(JsonObject item) =>
        item.Text("TimeZone") is null ? new(1104, "CampaignServiceInvalidTimeZone", "The time zone is missing.", "TimeZone")
        : item.Number("DailyBudget") is null && item.Long("BudgetId") is null or 0
            ? new(1106, "CampaignServiceInvalidDailyBudget", "The daily budget is missing.", "DailyBudget")
        : null;

    public static Outcome Update(AccountTree tree, JsonObject item, HashSet<long> seen, Moment at)
    {
        if (tree.Campaign(item.Long("Id") ?? 0) is not { } campaign)
        {
            return CampaignRules.Unknown;
        }

        if (!seen.Add(campaign.Id))
        {
            return new Refusal(1107, "CampaignServiceDuplicateInCampaignIds", "The list names this campaign twice.", "Id");
        }

        if ((CampaignRules.CheckName(tree, item.Text("Name"), campaign.Id)
            ?? CampaignRules.CheckStatus(item.Text("Status"))
            ?? CampaignRules.CheckBudget(tree, item, campaign.Budget, campaign.Type)) is { } refusal)
        {
            return refusal;
        }

        CampaignChange.Apply(campaign, item, at);
        return campaign.Id;
    }

    public static Outcome Delete(AccountTree tree, long id, Moment at)
    {
        if (tree.Campaign(id) is not { } campaign)
        {
            return CampaignRules.Unknown;
        }

        campaign.Status = "Deleted";
        campaign.Modified = at.Now;
        campaign.Serving = campaign.Serving.Switch(at.Day, on: false);
        tree.BudgetsChanged();
        return id;
    }
}

using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Ad groups of a campaign. Performance Max campaigns have none.</summary>
internal sealed class AdGroupOperations(Accounts accounts, CampaignWorld world)
{
    private const int Most = 1_000;
    private const string TooMany = "CampaignServiceAdGroupsArrayExceedsLimit";

    public static readonly Refusal Unknown = new(1201, "CampaignServiceInvalidAdGroupId", "The ad group ID is invalid.", "Id");

    public JsonNode ByCampaign(Call call)
    {
        var fields = Accounts.Fields(call);
        var found = Parent(accounts.Tree(call), call).AdGroups.Where(adGroup => !adGroup.IsDeleted);
        return new JsonObject { ["AdGroups"] = new JsonArray([.. found.Select(adGroup => ChildJson.Of(adGroup, fields))]) };
    }

    public JsonNode Add(Call call)
    {
        var tree = accounts.Writable(call);
        var (campaign, items) = (Parent(tree, call), Accounts.List(call.Objects("AdGroups"), Most, 1210, TooMany));
        lock (tree.Gate)
        {
            var batch = Batch.Run(items, item => Add(campaign, item, Accounts.Moment(tree, call), Ids.FirstAddedAdGroup - 1 + world.Next()));
            return new JsonObject { ["AdGroupIds"] = batch.Ids, ["PartialErrors"] = batch.PartialErrors, ["InheritedBidStrategyTypes"] = null };
        }
    }

    public JsonNode Update(Call call)
    {
        var tree = accounts.Writable(call);
        var (campaign, items) = (Parent(tree, call), Accounts.List(call.Objects("AdGroups"), Most, 1210, TooMany));
        lock (tree.Gate)
        {
            var batch = Batch.Run(items, item => Update(campaign, item, Accounts.Moment(tree, call)));
            return new JsonObject { ["PartialErrors"] = batch.PartialErrors, ["InheritedBidStrategyTypes"] = null };
        }
    }

    public JsonNode Delete(Call call)
    {
        var tree = accounts.Writable(call);
        var (campaign, ids) = (Parent(tree, call), Accounts.List(call.Longs("AdGroupIds"), Most, 1210, TooMany));
        lock (tree.Gate)
        {
            var batch = Batch.Run(ids, id => Delete(campaign, id, Accounts.Moment(tree, call)));
            return new JsonObject { ["PartialErrors"] = batch.PartialErrors };
        }
    }

    private static Campaign Parent(AccountTree tree, Call call) => tree.Campaign(call.Long("CampaignId") ?? 0)
        ?? throw Accounts.Fault(1100, "CampaignServiceInvalidCampaignId", "The campaign ID is invalid.");

    private static AdGroup? Own(Campaign campaign, long? id) =>
        campaign.Tree.KeptAdGroup(id ?? 0) is { } adGroup && adGroup.Campaign == campaign ? adGroup : null;

    public static Outcome Add(Campaign campaign, JsonObject item, Moment at, long id)
    {
        if (campaign.Type == "PerformanceMax")
        {
            return new Refusal(1200, "CampaignServiceAdGroupNotAllowed", "A Performance Max campaign has no ad groups.");
        }

        if (Check(campaign, item, item.Text("Name") ?? "", except: 0) is { } refusal)
        {
            return refusal;
        }

        var adGroup = new AdGroup(campaign, id, -1)
        {
            Name = item.Text("Name")!.Trim(),
            Product = item.Text("Name")!.Trim(),
            Status = "Paused",
            Serving = new Serving(at.Day).Switch(at.Day.AddDays(-1), on: false),
            CpcBid = campaign.Tree.Currency.LowestBid,
            StartDate = at.Day,
        };
        campaign.Tree.Add(adGroup);
        Apply(adGroup, item, at);
        return adGroup.Id;
    }

    public static Outcome Update(Campaign campaign, JsonObject item, Moment at)
    {
        if (Own(campaign, item.Long("Id")) is not { } adGroup)
        {
            return Unknown;
        }

        if (Check(campaign, item, item.Text("Name"), adGroup.Id) is { } refusal)
        {
            return refusal;
        }

        Apply(adGroup, item, at);
        return adGroup.Id;
    }

    public static Outcome Delete(Campaign campaign, long id, Moment at)
    {
        if (Own(campaign, id) is not { } adGroup)
        {
            return Unknown;
        }

        SetStatus(adGroup, "Deleted", at);
        adGroup.Modified = at.Now;
        return id;
    }

    private static Refusal? Check(Campaign campaign, JsonObject item, string? name, long except) =>
        name?.Trim() is { Length: 0 or > 256 }
            ? new(1202, "CampaignServiceInvalidAdGroupName", "The ad group name is empty or longer than 256 characters.", "Name")
        : name is not null && campaign.AdGroups.Any(other => !other.IsDeleted && other.Id != except && string.Equals(other.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ? new(1214, "CampaignServiceAdGroupWithNameAlreadyExists", "The campaign has an ad group of this name.", "Name")
        : item.Text("Status") is not (null or "Active" or "Paused")
            ? new(1205, "CampaignServiceInvalidAdGroupStatus", "The status can be set to Active and Paused only.", "Status")
        : item.Object("CpcBid")?.Number("Amount") < campaign.Tree.Currency.LowestBid
            ? new(1515, "CampaignServiceBidAmountBelowFloor", "The bid is below the lowest that the currency allows.", "CpcBid")
        : null;

    private static void Apply(AdGroup adGroup, JsonObject item, Moment at)
    {
        adGroup.Name = item.Text("Name")?.Trim() ?? adGroup.Name;
        adGroup.CpcBid = item.Object("CpcBid")?.Number("Amount") ?? adGroup.CpcBid;
        adGroup.Language = item.Text("Language") ?? adGroup.Language;
        adGroup.Network = item.Text("Network") ?? adGroup.Network;
        adGroup.StartDate = item.Day("StartDate") ?? adGroup.StartDate;
        // A date from 2050-01-02 on takes the end date away (adgroup.md).
        adGroup.EndDate = item.Day("EndDate") is { } end ? end < new DateOnly(2050, 1, 2) ? end : null : adGroup.EndDate;
        adGroup.TrackingUrlTemplate = CampaignChange.Cleared(item.Text("TrackingUrlTemplate"), adGroup.TrackingUrlTemplate);
        adGroup.FinalUrlSuffix = CampaignChange.Cleared(item.Text("FinalUrlSuffix"), adGroup.FinalUrlSuffix);
        adGroup.Modified = at.Now;
        if (item.Text("Status") is { } status)
        {
            SetStatus(adGroup, status, at);
        }
    }

    private static void SetStatus(AdGroup adGroup, string status, Moment at)
    {
        if ((adGroup.Status == "Active") != (status == "Active"))
        {
            adGroup.Serving = adGroup.Serving.Switch(at.Day, status == "Active");
        }

        adGroup.Status = status;
    }
}

using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Keywords of an ad group.</summary>
internal sealed class KeywordOperations(Children children, CampaignWorld world)
{
    private const int Most = 1_000;

    private static readonly Refusal Unknown = new(1501, "CampaignServiceInvalidKeywordId", "The keyword ID is invalid.", "Id");

    public JsonNode ByAdGroup(Call call)
    {
        var adGroup = children.AdGroup(call);
        var found = adGroup.Keywords.Where(keyword => !keyword.IsDeleted).Select(keyword => ChildJson.Of(keyword, adGroup.Campaign));
        return new JsonObject { ["Keywords"] = new JsonArray([.. found]) };
    }

    public JsonNode Add(Call call)
    {
        var batch = children.Change(
            call, Items(call), (AdGroup adGroup, JsonObject item, Moment at) => Add(adGroup, item, at, Ids.FirstAddedChild - 1 + world.Next()));
        return new JsonObject { ["KeywordIds"] = batch.Ids, ["InheritedBidStrategyTypes"] = null, ["PartialErrors"] = batch.PartialErrors };
    }

    public JsonNode Update(Call call) => new JsonObject
    {
        ["InheritedBidStrategyTypes"] = null,
        ["PartialErrors"] = children.Change(call, Items(call), Update).PartialErrors,
    };

    public JsonNode Delete(Call call) => new JsonObject
    {
        ["PartialErrors"] = children.Change(
            call, Accounts.List(call.Longs("KeywordIds"), Most, 1506, "CampaignServiceKeywordIdsArrayExceedsLimit"), Delete).PartialErrors,
    };

    private static IReadOnlyList<JsonObject?> Items(Call call) =>
        Accounts.List(call.Objects("Keywords"), Most, 1506, "CampaignServiceKeywordsArrayExceedsLimit");

    public static Outcome Add(AdGroup adGroup, JsonObject item, Moment at, long id)
    {
        var (text, match) = (item.Text("Text")?.Trim() ?? "", item.Text("MatchType") ?? "Broad");
        if ((CheckText(adGroup, text, match) ?? Children.Edit(text, "Keyword") ?? Check(adGroup, item)) is { } refusal)
        {
            return refusal;
        }

        var keyword = new Keyword(id, text, match) { Status = "Paused", Serving = Children.Unshown(at) };
        adGroup.Add(keyword);
        Apply(keyword, item, at);
        return keyword.Id;
    }

    public static Outcome Update(AdGroup adGroup, JsonObject item, Moment at)
    {
        if (Find(adGroup, item.Long("Id")) is not { } keyword)
        {
            return Unknown;
        }

        if (item.Text("Text") is { } text && text != keyword.Text)
        {
            return new Refusal(1504, "CampaignServiceCannotUpdateKeywordText", "The text of a keyword cannot be changed.", "Text");
        }

        if (Check(adGroup, item) is { } refusal)
        {
            return refusal;
        }

        Apply(keyword, item, at);
        return keyword.Id;
    }

    public static Outcome Delete(AdGroup adGroup, long id, Moment at)
    {
        if (Find(adGroup, id) is not { } keyword)
        {
            return Unknown;
        }

        keyword.Serving = Children.Switched(keyword.Serving, keyword.Status, "Deleted", at);
        keyword.Status = "Deleted";
        keyword.Modified = at.Now;
        return id;
    }

    private static Keyword? Find(AdGroup adGroup, long? id) => adGroup.Keywords.FirstOrDefault(keyword => keyword.Id == id && !keyword.IsDeleted);

    private static Refusal? CheckText(AdGroup adGroup, string text, string match) =>
        text is { Length: 0 or > 100 }
            ? new(1503, "CampaignServiceInvalidKeywordText", "The text is empty or longer than 100 characters.", "Text")
        : adGroup.Keywords.Any(other => !other.IsDeleted && other.MatchType == match && string.Equals(other.Text, text, StringComparison.OrdinalIgnoreCase))
            ? new(1517, "CampaignServiceDuplicateKeyword", "The ad group has this keyword.", "Text")
        : null;

    private static Refusal? Check(AdGroup adGroup, JsonObject item) =>
        item.Text("Status") is not (null or "Active" or "Paused")
            ? new(1531, "CampaignServiceInvalidKeywordStatus", "The status can be set to Active and Paused only.", "Status")
        : item.Object("Bid")?.Number("Amount") < adGroup.Campaign.Tree.Currency.LowestBid
            ? new(1515, "CampaignServiceKeywordBidBelowFloor", "The bid is below the lowest that the currency allows.", "Bid")
        : null;

    private static void Apply(Keyword keyword, JsonObject item, Moment at)
    {
        keyword.Modified = at.Now;
        keyword.MatchType = item.Text("MatchType") ?? keyword.MatchType;
        keyword.Bid = item.Object("Bid") is { } bid ? bid.Number("Amount") : keyword.Bid;
        keyword.FinalUrls = item.Texts("FinalUrls") ?? keyword.FinalUrls;
        keyword.TrackingUrlTemplate = CampaignChange.Cleared(item.Text("TrackingUrlTemplate"), keyword.TrackingUrlTemplate);
        keyword.FinalUrlSuffix = CampaignChange.Cleared(item.Text("FinalUrlSuffix"), keyword.FinalUrlSuffix);
        if (item.Text("Status") is { } status)
        {
            keyword.Serving = Children.Switched(keyword.Serving, keyword.Status, status, at);
            keyword.Status = status;
        }
    }
}

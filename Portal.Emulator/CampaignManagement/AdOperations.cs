using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Ads of an ad group; the stand-in knows responsive search ads.</summary>
internal sealed class AdOperations(Children children, CampaignWorld world)
{
    private const int Most = 50;
    private const string TooMany = "CampaignServiceAdsArrayExceedsLimit";

    private static readonly Refusal Unknown = new(1301, "CampaignServiceInvalidAdId", "The ad ID is invalid.", "Id");

    /// <summary>Throws 206 without <c>AdTypes</c>, which is required and an array (getadsbyadgroupid.md).</summary>
    public JsonNode ByAdGroup(Call call)
    {
        var adGroup = children.AdGroup(call);
        var types = Accounts.List(call.Body.Texts("AdTypes"), int.MaxValue, 0, "");
        var found = types.Contains("ResponsiveSearch", StringComparer.OrdinalIgnoreCase) ? adGroup.Ads.Where(ad => !ad.IsDeleted) : [];
        return new JsonObject { ["Ads"] = new JsonArray([.. found.Select(ChildJson.Of)]) };
    }

    public JsonNode Add(Call call)
    {
        var batch = children.Change(
            call, Items(call), (AdGroup adGroup, JsonObject item, Moment at) => Add(adGroup, item, at, Ids.FirstAddedChild - 1 + world.Next()));
        return new JsonObject { ["AdIds"] = batch.Ids, ["PartialErrors"] = batch.PartialErrors };
    }

    public JsonNode Update(Call call) =>
        new JsonObject { ["PartialErrors"] = children.Change(call, Items(call), Update).PartialErrors };

    public JsonNode Delete(Call call) => new JsonObject
    {
        ["PartialErrors"] = children.Change(call, Accounts.List(call.Longs("AdIds"), Most, 1305, TooMany), Delete).PartialErrors,
    };

    private static IReadOnlyList<JsonObject?> Items(Call call) => Accounts.List(call.Objects("Ads"), Most, 1305, TooMany);

    public static Outcome Add(AdGroup adGroup, JsonObject item, Moment at, long id)
    {
        var (headlines, descriptions) = (Texts(item, "Headlines", id, 0) ?? [], Texts(item, "Descriptions", id, 20) ?? []);
        if (Check(item, headlines, descriptions) is { } refusal)
        {
            return refusal;
        }

        var ad = new Ad(id)
        {
            Status = "Paused",
            Serving = Children.Unshown(at),
            Headlines = headlines,
            Descriptions = descriptions,
            FinalUrls = item.Texts("FinalUrls") ?? [],
        };
        adGroup.Add(ad);
        Apply(ad, item, at);
        return id;
    }

    public static Outcome Update(AdGroup adGroup, JsonObject item, Moment at)
    {
        if (Find(adGroup, item.Long("Id")) is not { } ad)
        {
            return Unknown;
        }

        var (headlines, descriptions) = (Texts(item, "Headlines", ad.Id, 0) ?? ad.Headlines, Texts(item, "Descriptions", ad.Id, 20) ?? ad.Descriptions);
        if (Check(item, headlines, descriptions) is { } refusal)
        {
            return refusal;
        }

        (ad.Headlines, ad.Descriptions) = (headlines, descriptions);
        Apply(ad, item, at);
        return ad.Id;
    }

    public static Outcome Delete(AdGroup adGroup, long id, Moment at)
    {
        if (Find(adGroup, id) is not { } ad)
        {
            return Unknown;
        }

        ad.Serving = Children.Switched(ad.Serving, ad.Status, "Deleted", at);
        ad.Status = "Deleted";
        ad.Modified = at.Now;
        return id;
    }

    private static Ad? Find(AdGroup adGroup, long? id) => adGroup.Ads.FirstOrDefault(ad => ad.Id == id && !ad.IsDeleted);

    private static List<AdText>? Texts(JsonObject item, string name, long adId, int firstPlace) => item.Objects(name)?
        .Select((link, place) => new AdText(
            AdMaker.AssetId(adId, firstPlace + place), link?.Object("Asset")?.Text("Text") ?? "", link?.Text("PinnedField"))).ToList();

    private static Refusal? Check(JsonObject item, IReadOnlyList<AdText> headlines, IReadOnlyList<AdText> descriptions) =>
        item.Text("Type") is not ("ResponsiveSearch" or "ResponsiveSearchAd")
            ? new(1302, "CampaignServiceAdTypeIsInvalid", "The type of the ad is missing or not supported.", "Type")
        : headlines.Count is < 3 or > 15 || descriptions.Count is < 2 or > 4
            ? new(1303, "CampaignServiceInvalidAssetCount", "An ad has 3 to 15 headlines and 2 to 4 descriptions.")
        : headlines.Any(text => text.Text.Length is 0 or > 30) || descriptions.Any(text => text.Text.Length is 0 or > 90)
            ? new(1304, "CampaignServiceAssetTextTooLong", "Headlines have up to 30 characters, descriptions up to 90.")
        : item.Text("Status") is not (null or "Active" or "Paused")
            ? new(1306, "CampaignServiceInvalidAdStatus", "The status can be set to Active and Paused only.", "Status")
        : headlines.Select(text => Children.Edit(text.Text, "AdTitle"))
            .Concat(descriptions.Select(text => Children.Edit(text.Text, "AdDescription"))).FirstOrDefault(refusal => refusal is not null);

    private static void Apply(Ad ad, JsonObject item, Moment at)
    {
        ad.Modified = at.Now;
        ad.FinalUrls = item.Texts("FinalUrls") ?? ad.FinalUrls;
        ad.Path1 = CampaignChange.Cleared(item.Text("Path1"), ad.Path1);
        ad.Path2 = CampaignChange.Cleared(item.Text("Path2"), ad.Path2);
        ad.TrackingUrlTemplate = CampaignChange.Cleared(item.Text("TrackingUrlTemplate"), ad.TrackingUrlTemplate);
        ad.FinalUrlSuffix = CampaignChange.Cleared(item.Text("FinalUrlSuffix"), ad.FinalUrlSuffix);
        if (item.Text("Status") is { } status)
        {
            ad.Serving = Children.Switched(ad.Serving, ad.Status, status, at);
            ad.Status = status;
        }
    }
}

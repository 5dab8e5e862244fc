using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Ad groups, keywords, ads and budgets in the live order of properties.</summary>
internal static class ChildJson
{
    private static readonly (string Field, JsonNode? Value)[] AdGroupFields =
    [
        ("AdGroupType", "SearchStandard"), ("AdScheduleUseSearcherTimeZone", false), ("CpvBid", null), ("CpmBid", null), ("McpaBid", null),
        ("CommissionRate", null), ("PercentCpcBid", null), ("MultimediaAdsBidAdjustment", 0), ("UseOptimizedTargeting", null),
        ("UsePredictiveTargeting", null), ("FrequencyCapSettings", null),
    ];

    public static JsonObject Of(AdGroup adGroup, IReadOnlySet<string> fields)
    {
        var json = new JsonObject
        {
            ["Id"] = adGroup.Id,
            ["Name"] = adGroup.Name,
            ["StartDate"] = Wire.Day(adGroup.StartDate),
            ["EndDate"] = Wire.Day(adGroup.EndDate),
            ["Language"] = adGroup.Language,
            ["Status"] = adGroup.Status,
            ["PrivacyStatus"] = null,
            ["CpcBid"] = Bid(adGroup.CpcBid),
            ["Network"] = adGroup.Network,
            ["AdRotation"] = null,
            ["AudienceAdsBidAdjustment"] = null,
            ["TrackingUrlTemplate"] = adGroup.TrackingUrlTemplate,
            ["FinalUrlSuffix"] = adGroup.FinalUrlSuffix,
            ["UrlCustomParameters"] = null,
            ["BiddingScheme"] = Inherited(adGroup.Campaign),
            ["Settings"] = null,
            ["ForwardCompatibilityMap"] = new JsonArray(),
        };
        foreach (var (field, value) in AdGroupFields.Where(field => fields.Contains(field.Field)))
        {
            json[field] = value?.DeepClone();
        }

        return json;
    }

    public static JsonObject Of(Keyword keyword, Campaign campaign) => new()
    {
        ["Id"] = keyword.Id,
        ["Bid"] = Bid(keyword.Bid),
        ["MatchType"] = keyword.MatchType,
        ["Param1"] = "",
        ["Param2"] = "",
        ["Param3"] = "",
        ["Text"] = keyword.Text,
        ["Status"] = keyword.Status,
        ["EditorialStatus"] = keyword.EditorialStatus,
        ["DestinationUrl"] = "",
        ["TrackingUrlTemplate"] = keyword.TrackingUrlTemplate,
        ["UrlCustomParameters"] = null,
        ["FinalUrls"] = Texts(keyword.FinalUrls),
        ["FinalMobileUrls"] = null,
        ["FinalAppUrls"] = null,
        ["BiddingScheme"] = Inherited(campaign),
        ["FinalUrlSuffix"] = keyword.FinalUrlSuffix,
        ["ForwardCompatibilityMap"] = new JsonArray(),
    };

    public static JsonObject Of(Ad ad) => new()
    {
        ["Headlines"] = new JsonArray([.. ad.Headlines.Select(Of)]),
        ["Descriptions"] = new JsonArray([.. ad.Descriptions.Select(Of)]),
        ["Domain"] = ad.FinalUrls is [var first, ..] && Uri.TryCreate(first, UriKind.Absolute, out var url) ? url.Host : null,
        ["Path1"] = ad.Path1,
        ["Path2"] = ad.Path2,
        ["Id"] = ad.Id,
        ["Type"] = "ResponsiveSearch",
        ["Status"] = ad.Status,
        ["EditorialStatus"] = ad.EditorialStatus,
        ["DevicePreference"] = 0L,
        ["AdFormatPreference"] = "All",
        ["TrackingUrlTemplate"] = ad.TrackingUrlTemplate,
        ["FinalUrlSuffix"] = ad.FinalUrlSuffix,
        ["UrlCustomParameters"] = null,
        ["FinalUrls"] = Texts(ad.FinalUrls),
        ["FinalMobileUrls"] = null,
        ["FinalAppUrls"] = null,
        ["ForwardCompatibilityMap"] = new JsonArray(),
    };

    public static JsonObject Of(SharedBudget budget, int associations) => new()
    {
        ["Name"] = budget.Name,
        ["Amount"] = budget.Amount,
        ["BudgetType"] = budget.BudgetType,
        ["AssociationCount"] = associations,
        ["Id"] = budget.Id,
    };

    private static JsonObject Of(AdText text) => new()
    {
        ["Asset"] = new JsonObject { ["Text"] = text.Text, ["Id"] = text.AssetId, ["Name"] = null, ["Type"] = "TextAsset" },
        ["PinnedField"] = text.PinnedField,
        ["AssetPerformanceLabel"] = "Unrated",
        ["EditorialStatus"] = "Active",
    };

    private static JsonObject Bid(decimal? amount) => new() { ["Amount"] = amount };

    private static JsonObject Inherited(Campaign campaign) =>
        new() { ["Type"] = "InheritFromParent", ["InheritedBidStrategyType"] = campaign.BiddingScheme["Type"]?.DeepClone() };

    private static JsonArray? Texts(IReadOnlyList<string>? texts) =>
        texts is null ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
}

using System.Text.Json.Nodes;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>A campaign in the live order of properties: 18 always, the others only on request.</summary>
internal static class CampaignJson
{
    /// <summary>Field name of the API, and what it says for our campaigns.</summary>
    private static readonly (string Field, Func<Campaign, JsonNode?> Value)[] Additional =
    [
        ("AdScheduleUseSearcherTimeZone", _ => false),
        ("BidStrategyId", _ => null),
        ("BidStrategyScope", _ => null),
        ("MultimediaAdsBidAdjustment", _ => 0),
        ("DealIds", _ => null),
        ("IsDealCampaign", _ => false),
        ("IsPolitical", _ => false),
        ("GoalIds", _ => null),
        ("StartDate", _ => null),
        ("EndDate", _ => null),
        ("UseCampaignLevelDates", _ => false),
        ("MarketingObjective", _ => null),
    ];

    public static JsonObject Of(Campaign campaign, IReadOnlySet<string> fields)
    {
        var json = new JsonObject
        {
            ["Id"] = campaign.Id,
            ["Name"] = campaign.Name,
            ["Status"] = campaign.Status,
            ["DailyBudget"] = campaign.DailyBudget,
            ["BudgetType"] = campaign.BudgetType,
            ["TimeZone"] = campaign.TimeZone,
            ["Settings"] = null,
            ["CampaignType"] = campaign.Type,
            ["SubType"] = null,
            ["AudienceAdsBidAdjustment"] = campaign.AudienceAdsBidAdjustment,
            ["TrackingUrlTemplate"] = campaign.TrackingUrlTemplate,
            ["FinalUrlSuffix"] = campaign.FinalUrlSuffix,
            ["UrlCustomParameters"] = null,
            ["BiddingScheme"] = Bidding(campaign, fields),
            ["BudgetId"] = campaign.Budget?.Id,
            ["Languages"] = campaign.Languages is { } languages ? new JsonArray([.. languages.Select(name => JsonValue.Create(name))]) : null,
            ["ExperimentId"] = null,
            ["ForwardCompatibilityMap"] = new JsonArray(),
        };
        foreach (var (field, value) in Additional.Where(field => fields.Contains(field.Field)))
        {
            json[field] = value(campaign);
        }

        return json;
    }

    /// <summary>Two schemes came late to the API and are null for who does not ask for them by name (campaign.md).</summary>
    private static JsonNode? Bidding(Campaign campaign, IReadOnlySet<string> fields)
    {
        var type = campaign.BiddingScheme["Type"]?.GetValue<string>();
        return type is "MaxConversionValueBiddingScheme" or "TargetImpressionShareBiddingScheme" && !fields.Contains(type)
            ? null
            : campaign.BiddingScheme.DeepClone();
    }
}

using Portal.Emulator.World.Campaigns;
using static Portal.Emulator.Reporting.Column;

namespace Portal.Emulator.Reporting;

/// <summary>Columns that say what a row is about. Values are the words that reports use, not the names of the enums.</summary>
internal static class AttributeColumns
{
    /// <summary>Columns that are always empty for our data.</summary>
    private static readonly string[] Empty =
    [
        "ConversionDelay", "CampaignLabels", "AdGroupLabels", "KeywordLabels", "AdLabels", "CustomParameters",
        "BaseCampaignId", "DestinationUrl", "FinalMobileUrl", "FinalAppUrl", "DisplayUrl", "Headline", "LongHeadline",
        "AdStrengthActionItems", "QualityImpact", "AdDescription2",
    ];

    internal static readonly string[] Qualities =
    [
        "QualityScore", "ExpectedCtr", "AdRelevance", "LandingPageExperience", "HistoricalQualityScore", "HistoricalExpectedCtr",
        "HistoricalAdRelevance", "HistoricalLandingPageExperience",
    ];

    public static IEnumerable<Column> All =>
    [
        new("TimePeriod", ColumnRole.Attribute, WritePeriod),
        Text("AccountName", row => row.Account.Name),
        Text("AccountNumber", row => row.Account.Number),
        Id("AccountId", row => row.Account.Id),
        Text("AccountStatus", row => row.Account.LifeCycleStatus == "Pause" ? "Paused" : row.Account.LifeCycleStatus),
        Id("CustomerId", row => row.Account.ParentCustomerId),
        Text("CustomerName", row => row.Customer?.Name),
        Text("CurrencyCode", row => row.Account.CurrencyCode),
        Text("AdDistribution", row => row.Campaign?.Type == "Audience" ? "Audience" : "Search"),
        Text("DeviceType", row => row.Device),
        Text("DeviceOS", row => row.Device switch { "Computer" => "Windows", "Smartphone" => "Android", "Tablet" => "iOS", _ => "Unknown" }),
        Text("Network", row => row.Network),
        Text("TopVsOther", row => row.Campaign?.Type == "Audience" ? "Audience network" : "Microsoft sites and select traffic - top"),
        Text("BidMatchType", row => row.Keyword?.MatchType ?? "Unknown"),
        Text("DeliveredMatchType", row => row.Leaf?.Term?.MatchType ?? row.Keyword?.MatchType ?? "Unknown"),
        Id("CampaignId", row => row.Campaign?.Id),
        Text("CampaignName", row => row.Campaign?.Name),
        Text("CampaignStatus", row => Status(row.Campaign?.Status)),
        Text("CampaignType", row => Words(row.Campaign?.Type)),
        Text("BudgetName", row => row.Campaign?.Budget?.Name),
        Text("BudgetStatus", row => row.Campaign?.Budget is null ? "" : "Active"),
        Text("BudgetAssociationStatus", _ => "Current"),
        Text("TrackingTemplate", row => row.Keyword?.TrackingUrlTemplate ?? row.Ad?.TrackingUrlTemplate ?? row.AdGroup?.TrackingUrlTemplate ?? row.Campaign?.TrackingUrlTemplate),
        Text("FinalUrlSuffix", row => row.Keyword?.FinalUrlSuffix ?? row.Ad?.FinalUrlSuffix ?? row.AdGroup?.FinalUrlSuffix ?? row.Campaign?.FinalUrlSuffix),
        Id("AdGroupId", row => row.AdGroup?.Id),
        Text("AdGroupName", row => row.AdGroup?.Name),
        Text("AdGroupStatus", row => row.AdGroup?.Status),
        Text("Status", row => row.AdGroup?.Status),
        Text("AdGroupType", _ => "Search standard"),
        Text("Language", row => row.AdGroup?.Language),
        Id("KeywordId", row => row.Keyword?.Id),
        Id("AdGroupCriterionId", row => row.Keyword?.Id),
        Text("Keyword", row => row.Keyword?.Text),
        Text("KeywordStatus", row => row.Keyword?.Status),
        Amount("CurrentMaxCpc", row => row.Keyword?.Bid ?? row.AdGroup?.CpcBid),
        Text("BidStrategyType", row => row.Campaign?.BiddingScheme["Type"]?.GetValue<string>()),
        Amount("Mainline1Bid", row => row.AdGroup?.CpcBid * 2),
        Amount("MainlineBid", row => row.AdGroup?.CpcBid * 1.4m),
        Amount("FirstPageBid", row => row.AdGroup?.CpcBid * 0.6m),
        Id("AdId", row => (row.Ad ?? FirstAd(row))?.Id),
        Text("AdType", _ => "Responsive search ad"),
        Text("AdStatus", row => (row.Ad ?? FirstAd(row))?.Status),
        Text("AdTitle", row => row.Ad?.Headlines[0].Text),
        Text("TitlePart1", row => row.Ad?.Headlines[0].Text),
        Text("TitlePart2", row => row.Ad?.Headlines[1].Text),
        Text("TitlePart3", row => row.Ad?.Headlines[2].Text),
        Text("AdDescription", row => row.Ad?.Descriptions[0].Text),
        Text("FinalUrl", row => (row.Ad?.FinalUrls ?? row.Keyword?.FinalUrls) is [var first, ..] ? first : ""),
        Text("Path1", row => row.Ad?.Path1),
        Text("Path2", row => row.Ad?.Path2),
        Text("BusinessName", row => row.Tree.Theme.Brand),
        Text("AdStrength", _ => "Good"),
        Text("SearchQuery", row => row.Leaf?.Term?.Text),
        .. Qualities.Select(name => Text(name, row => Quality(row, name))),
        .. Empty.Select(name => Text(name, _ => "")),
    ];

    private static void WritePeriod(Row row, CsvText csv)
    {
        if (row.Period.Day is { } day)
        {
            csv.Day(day);
        }
        else
        {
            csv.Field(row.Period.Label);
        }
    }

    /// <summary>Only keywords have a score; what has none, is too small for one or too new, shows two dashes.</summary>
    private static string Quality(Row row, string name) => row.Keyword is null || row.Figures.Judged < 5 ? "--"
        : name.EndsWith("QualityScore", StringComparison.Ordinal) ? Digits[row.Keyword.QualityScore]
        : Digits[1 + row.Keyword.QualityScore % 3];

    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];

    private static Ad? FirstAd(Row row) => row.AdGroup?.Ads is [var first, ..] ? first : null;

    private static string? Status(string? status) => status switch
    {
        "BudgetPaused" => "Budget paused",
        "BudgetAndManualPaused" => "Budget and manual paused",
        _ => status,
    };

    private static string? Words(string? type) => type switch
    {
        "Search" => "Search & content",
        "PerformanceMax" => "Performance max",
        "DynamicSearchAds" => "Dynamic search",
        _ => type,
    };
}

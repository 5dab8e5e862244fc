using System.Collections.Frozen;

namespace Portal.Emulator.Bulk;

/// <summary>The record types that the stand-in reads and writes.</summary>
internal static class RecordTypes
{
    public const string FormatVersion = "Format Version";

    /// <summary>The columns of every file, in the order of Microsoft's samples.</summary>
    public static readonly IReadOnlyList<string> Common =
        ["Type", "Status", "Id", "Parent Id", "Sub Type", "Campaign", "Ad Group", "Website", "Sync Time", "Client Id", "Modified Time", "Name"];

    public static readonly IReadOnlyList<string> QualityScores =
        ["Quality Score", "Keyword Relevance", "Landing Page Relevance", "Landing Page User Experience"];

    /// <summary>In an upload's result only.</summary>
    public static readonly IReadOnlyList<string> Errors =
        ["Error", "Error Number", "Field Path", "Editorial Location", "Editorial Term", "Editorial Reason Code", "Publisher Countries"];

    private const string Urls = "Final Url|Mobile Final Url|Tracking Template|Final Url Suffix|Custom Parameter";
    private const string Schedule = "Version|Start Date|End Date|Device Preference|Ad Schedule|Use Searcher Time Zone|Editorial Status";
    private const string Audience = "Audience|Description|Membership Duration|Scope|UET Tag Id|Remarketing Rule|Audience Search Size|Audience Network Size|Supported Campaign Types";
    private const string Association = "Bid Adjustment|Audience Id|Audience";

    public static readonly IReadOnlyList<RecordType> All =
    [
        Of("Account", "", "MSCLKID Auto Tagging Enabled|Include View Through Conversions|Tracking Template|Final Url Suffix"),
        Of("Budget", "Budgets", "Budget Id|Budget Name|Budget|Budget Type"),
        Of("Campaign", "Campaigns", "Time Zone|Budget Id|Budget Name|Budget|Budget Type|Bid Adjustment|Country Code|Store Id|Campaign Type|Language|Target Setting"
            + "|Priority|Tracking Template|Final Url Suffix|Custom Parameter|Bid Strategy Type|Bid Strategy MaxCpc|Bid Strategy TargetCpa|Domain Language|Source|Is political"),
        Of("Ad Group", "AdGroups", "Start Date|End Date|Network Distribution|Ad Rotation|Cpc Bid|Language|Bid Adjustment|Tracking Template|Final Url Suffix"
            + "|Custom Parameter|Bid Strategy Type|Inherited Bid Strategy Type|Target Setting|Ad Group Type"),
        Of("Keyword", "Keywords", "Keyword|Match Type|Bid|Param1|Param2|Param3|Editorial Status|Bid Strategy Type|Inherited Bid Strategy Type|" + Urls),
        Of("Responsive Search Ad", "ResponsiveSearchAds|Ads", "Headline|Description|Path 1|Path 2|Domain|Editorial Status|Device Preference|Ad Format Preference|" + Urls),
        Of("Expanded Text Ad", "ExpandedTextAds|Ads", "Title Part 1|Title Part 2|Title Part 3|Text|Text Part 2|Path 1|Path 2|Editorial Status|" + Urls),
        Of("Campaign Negative Keyword", "CampaignNegativeKeywords", "Keyword|Match Type"),
        Of("Ad Group Negative Keyword", "AdGroupNegativeKeywords", "Keyword|Match Type"),
        Of("Negative Keyword List", "NegativeKeywordLists", ""),
        Of("Shared Negative Keyword", "SharedNegativeKeywords", "Keyword|Match Type"),
        Of("Campaign Negative Keyword List Association", "CampaignNegativeKeywordListAssociations", ""),
        Of("Label", "Labels", "Label|Description|Color"),
        Of("Campaign Label", "CampaignLabels", ""),
        Of("Ad Group Label", "AdGroupLabels", ""),
        Of("Keyword Label", "KeywordLabels", ""),
        Of("Responsive Search Ad Label", "ResponsiveSearchAdLabels", ""),
        Of("Sitelink Ad Extension", "SitelinkAdExtensions", "Sitelink Extension Order|Sitelink Extension Link Text|Sitelink Extension Destination Url"
            + "|Sitelink Extension Description1|Sitelink Extension Description2|" + Schedule + "|" + Urls),
        Of("Callout Ad Extension", "CalloutAdExtensions", "Callout Text|" + Schedule),
        Of("Call Ad Extension", "CallAdExtensions", "Phone Number|Country Code|Call Only|Call Tracking Enabled|Toll Free|" + Schedule),
        Of("Structured Snippet Ad Extension", "StructuredSnippetAdExtensions", "Structured Snippet Header|Structured Snippet Values|" + Schedule),
        .. Extended("Campaign", "Sitelink", "Callout", "Call", "Structured Snippet"),
        .. Extended("Account", "Sitelink", "Callout", "Structured Snippet"),
        Of("Remarketing List", "RemarketingLists", Audience),
        Of("Custom Audience", "CustomAudiences", Audience),
        Of("In Market Audience", "InMarketAudiences", Audience),
        Of("Ad Group Remarketing List Association", "AdGroupRemarketingListAssociations", Association),
        Of("Ad Group Custom Audience Association", "AdGroupCustomAudienceAssociations", Association),
        Of("Ad Group In Market Audience Association", "AdGroupInMarketAudienceAssociations", Association),
        Of("Asset Group", "AssetGroups", "Asset Group|Business Name|Call To Action|Headlines|Long Headlines|Descriptions|Images|Path 1|Path 2|Start Date|End Date|Editorial Status|" + Urls),
    ];

    private static readonly FrozenDictionary<string, RecordType> ByName = All.ToFrozenDictionary(type => type.Name);

    private static readonly FrozenSet<string> Entities = All.SelectMany(type => type.Entities).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static RecordType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether a member of <c>DownloadEntity</c> brings something here.</summary>
    public static bool IsEntity(string name) => Entities.Contains(name);

    /// <summary>What the named entities bring; the account always comes.</summary>
    public static IReadOnlyList<RecordType> Of(IReadOnlyList<string> entities) =>
        [.. All.Where(type => type.Entities.Count == 0 || type.Entities.Any(entity => entities.Contains(entity, StringComparer.OrdinalIgnoreCase)))];

    private static RecordType Of(string name, string entities, string columns) => new(name, Split(entities), Split(columns));

    private static IEnumerable<RecordType> Extended(string parent, params string[] kinds) => kinds.Select(kind =>
        Of($"{parent} {kind} Ad Extension", $"{parent}{kind.Replace(" ", "", StringComparison.Ordinal)}AdExtensions", "Editorial Status"));

    private static string[] Split(string names) => names.Split('|', StringSplitOptions.RemoveEmptyEntries);
}

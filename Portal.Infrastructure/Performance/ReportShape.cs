using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>What a row without a value in a column of the key is.</summary>
internal enum Absent
{
    /// <summary>Not understood: the file is refused.</summary>
    Refused,

    /// <summary>Not of this grain, as those of Performance Max without an ad group: they are counted, and in the reports above.</summary>
    Skipped,

    /// <summary>A row like others: the number is zero.</summary>
    Zero,

    /// <summary>Known by its names only; skipped if it has none.</summary>
    Named,
}

/// <summary>A column of a row's key: <paramref name="Header"/> is where Microsoft's number stands, null where ours is made of <paramref name="Words"/>.</summary>
internal sealed record KeyPart(string Name, string? Header, Absent IfAbsent = Absent.Refused, WordTable? Words = null);

/// <summary>A column that counts, in units of 10^-<paramref name="Decimals"/>.</summary>
internal sealed record Measure(string Name, string Header, int Decimals);


/// <summary>
/// All there is to say of a report: how it is asked for, what is read of it, and where that lies. A further report is one more entry
/// here, a table, and a line in <see cref="Reports"/>.
/// </summary>
/// <param name="Type">Its name in the API, without <c>Request</c>.</param>
/// <param name="Table">Where its rows lie.</param>
/// <param name="Keys">At most three, below the account.</param>
internal sealed record ReportShape(string Type, string Table, params KeyPart[] Keys)
{
    private static readonly Measure[] Usual =
        [new("Impressions", "Impressions", 0), new("Clicks", "Clicks", 0), new("SpendMicros", "Spend", 6), new("ConversionHundredths", "ConversionsQualified", 2), new("RevenueMicros", "Revenue", 6)];

    private static readonly Measure[] OfGoals =
        [new("ConversionHundredths", "ConversionsQualified", 2), new("RevenueMicros", "Revenue", 6), new("AllConversionHundredths", "AllConversionsQualified", 2), new("AllRevenueMicros", "AllRevenue", 6)];

    /// <summary>Asset groups have no other column for conversions.</summary>
    private static readonly Measure[] OfAssetGroups = [.. Usual.Select(measure => measure.Header == "ConversionsQualified" ? measure with { Header = "Conversions" } : measure)];

    private static readonly KeyPart Campaign = new("CampaignId", "CampaignId");
    private static readonly KeyPart AdGroup = new("AdGroupId", "AdGroupId", Absent.Skipped);

    private static readonly WordTable SearchTerms = new("SearchTerms", "TermId", new Word("Text", "SearchQuery"), new Word("MatchType", "DeliveredMatchType")) { IsOurs = true };

    private static readonly WordTable Places = new(
        "Places", "PlaceId", new("LocationId", "LocationId", IsNumber: true), new("LocationType", "LocationType"), new("Country", "Country"), new("State", "State"),
        new("MetroArea", "MetroArea"), new("County", "County"), new("City", "City"), new("MostSpecific", "MostSpecificLocation"))
    { IsOurs = true };

    private static readonly WordTable DeviceTypes = new("DeviceTypes", "DeviceTypeId", new Word("Name", "DeviceType")) { IsOurs = true };
    private static readonly WordTable Audiences = new("ReportedAudiences", "AudienceId", new Word("Name", "AudienceName"), new Word("Type", "AudienceType"));
    private static readonly WordTable AssetGroups = new("ReportedAssetGroups", "AssetGroupId", new Word("Name", "AssetGroupName"));
    private static readonly WordTable Goals = new("ReportedGoals", "GoalId", new Word("Name", "Goal"), new Word("Type", "GoalType"));

    private static readonly (string Name, string Header)[] AllShares =
    [
        ("ImpressionShare", "ImpressionSharePercent"), ("LostToBudget", "ImpressionLostToBudgetPercent"), ("LostToRank", "ImpressionLostToRankAggPercent"),
        ("ExactMatchImpressionShare", "ExactMatchImpressionSharePercent"), ("ClickShare", "ClickSharePercent"),
        ("TopImpressionShare", "TopImpressionSharePercent"), ("TopLostToBudget", "TopImpressionShareLostToBudgetPercent"), ("TopLostToRank", "TopImpressionShareLostToRankPercent"),
        ("AbsoluteTopImpressionShare", "AbsoluteTopImpressionSharePercent"), ("AbsoluteTopLostToBudget", "AbsoluteTopImpressionShareLostToBudgetPercent"),
        ("AbsoluteTopLostToRank", "AbsoluteTopImpressionShareLostToRankPercent"),
        ("TopImpressionRate", "TopImpressionRatePercent"), ("AbsoluteTopImpressionRate", "AbsoluteTopImpressionRatePercent"),
        ("AudienceImpressionShare", "AudienceImpressionSharePercent"), ("AudienceLostToBudget", "AudienceImpressionLostToBudgetPercent"), ("AudienceLostToRank", "AudienceImpressionLostToRankPercent"),
    ];

    private static readonly Dictionary<ReportKind, ReportShape> All = new()
    {
        [ReportKind.Account] = new("AccountPerformanceReport", "AccountDays"),
        [ReportKind.Campaign] = new("CampaignPerformanceReport", "CampaignDays", Campaign),
        [ReportKind.AdGroup] = new("AdGroupPerformanceReport", "AdGroupDays", AdGroup) { HasCampaign = true, ShowsPerformanceMax = true },
        [ReportKind.Keyword] = new("KeywordPerformanceReport", "KeywordDays", AdGroup, new("KeywordId", "KeywordId", Absent.Skipped)) { HasCampaign = true },
        [ReportKind.Ad] = new("AdPerformanceReport", "AdDays", AdGroup, new("AdId", "AdId", Absent.Skipped)) { HasCampaign = true, ShowsPerformanceMax = true },
        [ReportKind.SearchTerm] = new("SearchQueryPerformanceReport", "SearchTermDays", AdGroup, new("KeywordId", "KeywordId", Absent.Zero), new("TermId", null, Words: SearchTerms))
        {
            HasCampaign = true,
            ShowsPerformanceMax = true,
        },
        [ReportKind.Geography] = new("GeographicPerformanceReport", "GeographyDays", Campaign, new("PlaceId", null, Words: Places)),
        [ReportKind.Device] = new("CampaignPerformanceReport", "DeviceDays", Campaign, new("DeviceTypeId", null, Words: DeviceTypes)),
        [ReportKind.Audience] = new("AudiencePerformanceReport", "AudienceDays", AdGroup, new("AudienceId", "AudienceId", Absent.Zero, Audiences), new("AssociationId", "AssociationId", Absent.Zero))
        {
            HasCampaign = true,
        },
        [ReportKind.AssetGroup] = new("AssetGroupPerformanceReport", "AssetGroupDays", Campaign, new("AssetGroupId", "AssetGroupId", Absent.Skipped, AssetGroups)) { Measures = OfAssetGroups },
        [ReportKind.AccountHour] = new("AccountPerformanceReport", "AccountHours") { IsHourly = true },
        [ReportKind.CampaignHour] = new("CampaignPerformanceReport", "CampaignHours", Campaign) { IsHourly = true },
        [ReportKind.AccountShare] = new("AccountPerformanceReport", "AccountShares") { Measures = Usual[..1], Shares = AllShares },
        [ReportKind.CampaignShare] = new("CampaignPerformanceReport", "CampaignShares", Campaign) { Measures = Usual[..1], Shares = AllShares },
        [ReportKind.AdGroupShare] = new("AdGroupPerformanceReport", "AdGroupShares", AdGroup) { HasCampaign = true, ShowsPerformanceMax = true, Measures = Usual[..1], Shares = AllShares },
        [ReportKind.Goal] = new("ConversionPerformanceReport", "GoalDays", Campaign, new("GoalId", "GoalId", Absent.Named, Goals)) { Measures = OfGoals },
    };

    /// <summary>Whether the campaign is a value of the row and no part of its key.</summary>
    public bool HasCampaign { get; private init; }

    /// <summary>
    /// Asks for CampaignType: without it, a report with ad groups says nothing of Performance Max, and nobody could tell how many rows
    /// that are (learn.microsoft.com/advertising/guides/reports, "Performance Max").
    /// </summary>
    private bool ShowsPerformanceMax { get; init; }

    public bool IsHourly { get; private init; }

    public Measure[] Measures { get; private init; } = Usual;

    public (string Name, string Header)[] Shares { get; private init; } = [];

    /// <summary>What the numbers in the key stand for, where they are not an entity's.</summary>
    public WordTable? Words => Keys.Select(key => key.Words).FirstOrDefault(words => words is not null);

    public string Aggregation => IsHourly ? "Hourly" : "Daily";

    /// <summary>The columns to ask for. Without TimePeriod the days would be summed up; what tells rows apart at Microsoft is all in the key here.</summary>
    public IReadOnlyList<string> Columns =>
    [
        "TimePeriod",
        "AccountId",
        .. HasCampaign ? ["CampaignId"] : Array.Empty<string>(),
        .. Keys.Select(key => key.Header).OfType<string>(),
        .. Words?.Words.Select(word => word.Header) ?? [],
        .. ShowsPerformanceMax ? ["CampaignType"] : Array.Empty<string>(),
        .. Measures.Select(measure => measure.Header),
        .. Shares.Select(share => share.Header),
    ];

    public static ReportShape Of(ReportKind report) => All[report];
}

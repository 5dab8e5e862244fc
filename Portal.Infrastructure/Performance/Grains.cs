using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>All grains that have a page. A further one is one more entry here.</summary>
public static class Grains
{
    public static IReadOnlyList<Grain> All { get; } =
    [
        new("ad-groups", "Ad groups", "ad group", ReportKind.AdGroup) { HasStatus = true, Query = MirroredGrains.AdGroups() },
        new("keywords", "Keywords", "keyword", ReportKind.Keyword) { HasAdGroup = true, HasStatus = true, Query = MirroredGrains.Keywords() },
        new("ads", "Ads", "ad", ReportKind.Ad) { HasAdGroup = true, HasStatus = true, Query = MirroredGrains.Ads() },
        new("search-terms", "Search terms", "search term", ReportKind.SearchTerm) { HasAdGroup = true, Query = ReportedGrains.SearchTerms() },
        new("places", "Places", "place", ReportKind.Geography) { Query = ReportedGrains.Places() },
        new("devices", "Devices", "device", ReportKind.Device) { Query = ReportedGrains.Devices() },
        new("audiences", "Audiences", "audience", ReportKind.Audience) { HasAdGroup = true, Query = ReportedGrains.Audiences() },
        new("asset-groups", "Asset groups", "asset group", ReportKind.AssetGroup) { Query = ReportedGrains.AssetGroups() },
        new("goals", "Goals", "goal", ReportKind.Goal, FigureSet.Goals) { Query = ReportedGrains.Goals() },
        new("hours", "Hours", "hour", ReportKind.CampaignHour) { HasCampaign = false, IsNumbered = true, Query = MirroredGrains.Hours() },
        new("shares", "Impression share", "campaign", ReportKind.CampaignShare, FigureSet.Shares) { HasCampaign = false, HasStatus = true, Query = MirroredGrains.Shares() },
    ];

    public static Grain? Find(string key) => All.FirstOrDefault(grain => grain.Key == key);
}

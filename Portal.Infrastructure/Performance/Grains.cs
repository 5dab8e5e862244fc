using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>All grains that have a page. A further one is one more entry here.</summary>
public static class Grains
{
    public static IReadOnlyList<Grain> All { get; } =
    [
        new("ad-groups", "Ad groups", "ad group", ReportKind.AdGroup) { HasStatus = true, Query = AdGroups() },
        new("keywords", "Keywords", "keyword", ReportKind.Keyword) { HasAdGroup = true, HasStatus = true, Query = Keywords() },
        new("ads", "Ads", "ad", ReportKind.Ad) { HasAdGroup = true, HasStatus = true, Query = Ads() },
        new("search-terms", "Search terms", "search term", ReportKind.SearchTerm) { HasAdGroup = true, Query = SearchTerms() },
        new("places", "Places", "place", ReportKind.Geography) { Query = Places() },
        new("devices", "Devices", "device", ReportKind.Device) { Query = Devices() },
        new("audiences", "Audiences", "audience", ReportKind.Audience) { HasAdGroup = true, Query = Audiences() },
        new("asset-groups", "Asset groups", "asset group", ReportKind.AssetGroup) { Query = AssetGroups() },
        new("goals", "Goals", "goal", ReportKind.Goal, FigureSet.Goals) { Query = Goals() },
        new("hours", "Hours", "hour", ReportKind.CampaignHour) { HasCampaign = false, IsNumbered = true, Query = Hours() },
        new("shares", "Impression share", "campaign", ReportKind.CampaignShare, FigureSet.Shares) { HasCampaign = false, HasStatus = true, Query = Shares() },
    ];

    public static Grain? Find(string key) => All.FirstOrDefault(grain => grain.Key == key);

    private static GrainQuery<AdsId<AdGroup>, AdsId<AdGroup>> AdGroups() => new(
        FigureSet.Usual,
        db => db.AdGroupDays.Select(day => new Fact<AdsId<AdGroup>, AdsId<AdGroup>>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.AdGroupId,
            Item = day.AdGroupId,
            Date = day.Date,
            Impressions = day.Impressions,
            Clicks = day.Clicks,
            SpendMicros = day.SpendMicros,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join adGroup in db.AdGroups on new { row.AccountId, AdGroupId = row.Item } equals new { adGroup.AccountId, adGroup.AdGroupId } into adGroups
            from adGroup in adGroups.DefaultIfEmpty()
            select new Named<AdsId<AdGroup>, AdsId<AdGroup>> { Row = row, Name = adGroup.Name, Status = adGroup.RemovedAt != null ? "Removed" : adGroup.Status },
        id => id.Value, id => new(id), key: new("AdGroupId", "AdGroupId", adGroup => adGroup.Value, id => new(id))
        {
            Words = db => db.AdGroups.Select(adGroup => new Called<AdsId<AdGroup>, AdsId<AdGroup>>
            {
                AccountId = adGroup.AccountId,
                Parent = adGroup.AdGroupId,
                Item = adGroup.AdGroupId,
                Name = adGroup.Name,
                Status = adGroup.RemovedAt != null ? "Removed" : adGroup.Status,
            }),
        });

    private static GrainQuery<AdsId<AdGroup>, AdsId<Keyword>> Keywords() => new(
        FigureSet.Usual,
        db => db.KeywordDays.Select(day => new Fact<AdsId<AdGroup>, AdsId<Keyword>>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.AdGroupId,
            Item = day.KeywordId,
            Date = day.Date,
            Impressions = day.Impressions,
            Clicks = day.Clicks,
            SpendMicros = day.SpendMicros,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join keyword in db.Keywords on new { row.AccountId, AdGroupId = row.Parent, KeywordId = row.Item } equals new { keyword.AccountId, keyword.AdGroupId, keyword.KeywordId } into keywords
            from keyword in keywords.DefaultIfEmpty()
            join adGroup in db.AdGroups on new { row.AccountId, AdGroupId = row.Parent } equals new { adGroup.AccountId, adGroup.AdGroupId } into adGroups
            from adGroup in adGroups.DefaultIfEmpty()
            select new Named<AdsId<AdGroup>, AdsId<Keyword>>
            {
                Row = row,
                Name = keyword.Text,
                Note = keyword.MatchType,
                Status = keyword.RemovedAt != null ? "Removed" : keyword.Status,
                AdGroup = adGroup.Name,
            },
        id => id.Value, id => new(id), adGroup => adGroup.Value, new("AdGroupId", "KeywordId", adGroup => adGroup.Value, id => new(id))
        {
            Words = db => db.Keywords.Select(keyword => new Called<AdsId<AdGroup>, AdsId<Keyword>>
            {
                AccountId = keyword.AccountId,
                Parent = keyword.AdGroupId,
                Item = keyword.KeywordId,
                Name = keyword.Text,
                Status = keyword.RemovedAt != null ? "Removed" : keyword.Status,
            }),
        });

    private static GrainQuery<AdsId<AdGroup>, AdsId<Ad>> Ads() => new(
        FigureSet.Usual,
        db => db.AdDays.Select(day => new Fact<AdsId<AdGroup>, AdsId<Ad>>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.AdGroupId,
            Item = day.AdId,
            Date = day.Date,
            Impressions = day.Impressions,
            Clicks = day.Clicks,
            SpendMicros = day.SpendMicros,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join ad in db.Ads on new { row.AccountId, AdGroupId = row.Parent, AdId = row.Item } equals new { ad.AccountId, ad.AdGroupId, ad.AdId } into ads
            from ad in ads.DefaultIfEmpty()
            join adGroup in db.AdGroups on new { row.AccountId, AdGroupId = row.Parent } equals new { adGroup.AccountId, adGroup.AdGroupId } into adGroups
            from adGroup in adGroups.DefaultIfEmpty()
            select new Named<AdsId<AdGroup>, AdsId<Ad>>
            {
                Row = row,
                Name = ad.Headlines,
                Note = ad.Type,
                Status = ad.RemovedAt != null ? "Removed" : ad.Status,
                AdGroup = adGroup.Name,
            },
        id => id.Value, id => new(id), adGroup => adGroup.Value, new("AdGroupId", "AdId", adGroup => adGroup.Value, id => new(id))
        {
            Words = db => db.Ads.Select(ad => new Called<AdsId<AdGroup>, AdsId<Ad>>
            {
                AccountId = ad.AccountId,
                Parent = ad.AdGroupId,
                Item = ad.AdId,
                Name = ad.Headlines,
                Status = ad.RemovedAt != null ? "Removed" : ad.Status,
            }),
        });

    private static GrainQuery<AdsId<AdGroup>, long> SearchTerms() => new(
        FigureSet.Usual,
        db => db.SearchTermDays.Select(day => new Fact<AdsId<AdGroup>, long>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.AdGroupId,
            Item = day.TermId,
            Date = day.Date,
            Impressions = day.Impressions,
            Clicks = day.Clicks,
            SpendMicros = day.SpendMicros,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join term in db.SearchTerms on row.Item equals term.TermId into terms
            from term in terms.DefaultIfEmpty()
            join adGroup in db.AdGroups on new { row.AccountId, AdGroupId = row.Parent } equals new { adGroup.AccountId, adGroup.AdGroupId } into adGroups
            from adGroup in adGroups.DefaultIfEmpty()
            select new Named<AdsId<AdGroup>, long> { Row = row, Name = term.Text, Note = term.MatchType, AdGroup = adGroup.Name },
        id => id, id => id, adGroup => adGroup.Value, new("AdGroupId", "TermId", adGroup => adGroup.Value, id => new(id))
        {
            SharedWords = db => db.SearchTerms.Select(term => new Called<AdsId<AdGroup>, long> { Item = term.TermId, Name = term.Text }),
        });

    private static GrainQuery<AdsId<Campaign>, long> Places() => new(
        FigureSet.Usual,
        db => db.GeographyDays.Select(day => new Fact<AdsId<Campaign>, long>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.CampaignId,
            Item = day.PlaceId,
            Date = day.Date,
            Impressions = day.Impressions,
            Clicks = day.Clicks,
            SpendMicros = day.SpendMicros,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join place in db.Places on row.Item equals place.PlaceId into places
            from place in places.DefaultIfEmpty()
            select new Named<AdsId<Campaign>, long>
            {
                Row = row,
                Name = place.MostSpecific == "" ? place.Country : place.MostSpecific == place.Country ? place.Country : place.MostSpecific + ", " + place.Country,
                Note = place.LocationType,
            },
        id => id, id => id, key: new("CampaignId", "PlaceId", campaign => campaign.Value, id => new(id))
        {
            SharedWords = db => db.Places.Select(place => new Called<AdsId<Campaign>, long>
            {
                Item = place.PlaceId,
                Name = place.MostSpecific == "" ? place.Country : place.MostSpecific == place.Country ? place.Country : place.MostSpecific + ", " + place.Country,
            }),
        });

    private static GrainQuery<AdsId<Campaign>, long> Devices() => new(
        FigureSet.Usual,
        db => db.DeviceDays.Select(day => new Fact<AdsId<Campaign>, long>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.CampaignId,
            Item = day.DeviceTypeId,
            Date = day.Date,
            Impressions = day.Impressions,
            Clicks = day.Clicks,
            SpendMicros = day.SpendMicros,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join device in db.DeviceTypes on row.Item equals device.DeviceTypeId into devices
            from device in devices.DefaultIfEmpty()
            select new Named<AdsId<Campaign>, long> { Row = row, Name = device.Name },
        id => id, id => id, key: new("CampaignId", "DeviceTypeId", campaign => campaign.Value, id => new(id))
        {
            SharedWords = db => db.DeviceTypes.Select(device => new Called<AdsId<Campaign>, long> { Item = device.DeviceTypeId, Name = device.Name }),
        });

    private static GrainQuery<AdsId<AdGroup>, AdsId<ReportedAudience>> Audiences() => new(
        FigureSet.Usual,
        db => db.AudienceDays.Select(day => new Fact<AdsId<AdGroup>, AdsId<ReportedAudience>>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.AdGroupId,
            Item = day.AudienceId,
            Date = day.Date,
            Impressions = day.Impressions,
            Clicks = day.Clicks,
            SpendMicros = day.SpendMicros,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join audience in db.ReportedAudiences on row.Item equals audience.AudienceId into audiences
            from audience in audiences.DefaultIfEmpty()
            join adGroup in db.AdGroups on new { row.AccountId, AdGroupId = row.Parent } equals new { adGroup.AccountId, adGroup.AdGroupId } into adGroups
            from adGroup in adGroups.DefaultIfEmpty()
            select new Named<AdsId<AdGroup>, AdsId<ReportedAudience>> { Row = row, Name = audience.Name, Note = audience.Type, AdGroup = adGroup.Name },
        id => id.Value, id => new(id), adGroup => adGroup.Value, new("AdGroupId", "AudienceId", adGroup => adGroup.Value, id => new(id))
        {
            SharedWords = db => db.ReportedAudiences.Select(audience => new Called<AdsId<AdGroup>, AdsId<ReportedAudience>> { Item = audience.AudienceId, Name = audience.Name }),
        });

    private static GrainQuery<AdsId<Campaign>, AdsId<ReportedAssetGroup>> AssetGroups() => new(
        FigureSet.Usual,
        db => db.AssetGroupDays.Select(day => new Fact<AdsId<Campaign>, AdsId<ReportedAssetGroup>>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.CampaignId,
            Item = day.AssetGroupId,
            Date = day.Date,
            Impressions = day.Impressions,
            Clicks = day.Clicks,
            SpendMicros = day.SpendMicros,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join assetGroup in db.ReportedAssetGroups on row.Item equals assetGroup.AssetGroupId into assetGroups
            from assetGroup in assetGroups.DefaultIfEmpty()
            select new Named<AdsId<Campaign>, AdsId<ReportedAssetGroup>> { Row = row, Name = assetGroup.Name },
        id => id.Value, id => new(id), key: new("CampaignId", "AssetGroupId", campaign => campaign.Value, id => new(id))
        {
            SharedWords = db => db.ReportedAssetGroups.Select(assetGroup => new Called<AdsId<Campaign>, AdsId<ReportedAssetGroup>> { Item = assetGroup.AssetGroupId, Name = assetGroup.Name }),
        });

    private static GrainQuery<AdsId<Campaign>, AdsId<ReportedGoal>> Goals() => new(
        FigureSet.Goals,
        db => db.GoalDays.Select(day => new Fact<AdsId<Campaign>, AdsId<ReportedGoal>>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.CampaignId,
            Item = day.GoalId,
            Date = day.Date,
            ConversionHundredths = day.ConversionHundredths,
            RevenueMicros = day.RevenueMicros,
            AllConversionHundredths = day.AllConversionHundredths,
            AllRevenueMicros = day.AllRevenueMicros,
        }),
        (db, rows) =>
            from row in rows
            join goal in db.ReportedGoals on row.Item equals goal.GoalId into goals
            from goal in goals.DefaultIfEmpty()
            select new Named<AdsId<Campaign>, AdsId<ReportedGoal>> { Row = row, Name = goal.Name, Note = goal.Type },
        id => id.Value, id => new(id));

    /// <summary>Of campaigns and not of accounts, so that the hours of one campaign can be looked at.</summary>
    private static GrainQuery<AdsId<AdsAccount>, int> Hours() => new(
        FigureSet.Usual,
        db => db.CampaignHours.Select(hour => new Fact<AdsId<AdsAccount>, int>
        {
            AccountId = hour.AccountId,
            CampaignId = hour.CampaignId,
            Parent = hour.AccountId,
            Item = hour.Hour,
            Date = hour.Date,
            Impressions = hour.Impressions,
            Clicks = hour.Clicks,
            SpendMicros = hour.SpendMicros,
            ConversionHundredths = hour.ConversionHundredths,
            RevenueMicros = hour.RevenueMicros,
        }),
        (_, rows) => rows.Select(row => new Named<AdsId<AdsAccount>, int> { Row = row, Name = null }),
        hour => hour, hour => hour is >= 0 and < 24 ? (int)hour : -1, key: new("AccountId", "Hour", account => account.Value, id => new(id)));

    private static GrainQuery<AdsId<Campaign>, AdsId<Campaign>> Shares() => new(
        FigureSet.Shares,
        db => db.CampaignShares.Select(day => new Fact<AdsId<Campaign>, AdsId<Campaign>>
        {
            AccountId = day.AccountId,
            CampaignId = day.CampaignId,
            Parent = day.CampaignId,
            Item = day.CampaignId,
            Date = day.Date,
            Impressions = day.Impressions,
            ImpressionShare = day.ImpressionShare,
            LostToBudget = day.LostToBudget,
            LostToRank = day.LostToRank,
            Top = day.TopImpressionShare,
            AbsoluteTop = day.AbsoluteTopImpressionShare,
            ClickShare = day.ClickShare,
        }),
        (db, rows) =>
            from row in rows
            join campaign in db.Campaigns on new { row.AccountId, CampaignId = row.Item } equals new { campaign.AccountId, campaign.CampaignId } into campaigns
            from campaign in campaigns.DefaultIfEmpty()
            select new Named<AdsId<Campaign>, AdsId<Campaign>> { Row = row, Name = campaign.Name, Status = campaign.RemovedAt != null ? "Removed" : campaign.Status },
        id => id.Value, id => new(id));
}

using Portal.Domain.Ads;
using Portal.Domain.Performance;

namespace Portal.Infrastructure.Performance;

/// <summary>Grains whose rows are called as the reports say: in the tables of words.</summary>
internal static class ReportedGrains
{
    public static GrainQuery<AdsId<AdGroup>, long> SearchTerms() => new(
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

    public static GrainQuery<AdsId<Campaign>, long> Places() => new(
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

    public static GrainQuery<AdsId<Campaign>, long> Devices() => new(
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

    public static GrainQuery<AdsId<AdGroup>, AdsId<ReportedAudience>> Audiences() => new(
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

    public static GrainQuery<AdsId<Campaign>, AdsId<ReportedAssetGroup>> AssetGroups() => new(
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

    public static GrainQuery<AdsId<Campaign>, AdsId<ReportedGoal>> Goals() => new(
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
}

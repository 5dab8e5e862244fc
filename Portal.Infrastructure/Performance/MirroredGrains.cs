using Portal.Domain.Ads;

namespace Portal.Infrastructure.Performance;

/// <summary>Grains whose rows are called as the mirror says, or by a number alone.</summary>
internal static class MirroredGrains
{
    public static GrainQuery<AdsId<AdGroup>, AdsId<AdGroup>> AdGroups() => new(
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

    public static GrainQuery<AdsId<AdGroup>, AdsId<Keyword>> Keywords() => new(
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

    public static GrainQuery<AdsId<AdGroup>, AdsId<Ad>> Ads() => new(
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

    /// <summary>Of campaigns and not of accounts, so that the hours of one campaign can be looked at.</summary>
    public static GrainQuery<AdsId<AdsAccount>, int> Hours() => new(
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

    public static GrainQuery<AdsId<Campaign>, AdsId<Campaign>> Shares() => new(
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

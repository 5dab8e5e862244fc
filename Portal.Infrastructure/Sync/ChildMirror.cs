using Portal.Domain.Ads;

namespace Portal.Infrastructure.Sync;

/// <summary>How ad groups, ads and keywords are taken over from Microsoft; EF Core sees which of them differ.</summary>
internal static class ChildMirror
{
    public static AdGroup New(AdsAccount account, AdsId<Campaign> campaign, RemoteAdGroup remote, DateTimeOffset now) => new()
    {
        TenantId = account.TenantId,
        AccountId = account.AccountId,
        AdGroupId = remote.AdGroupId,
        CampaignId = campaign,
        Name = remote.Name,
        Status = remote.Status,
        CpcBidMicros = remote.CpcBidMicros,
        ChangedAt = now,
    };

    public static Ad New(AdsAccount account, AdsId<AdGroup> adGroup, RemoteAd remote, DateTimeOffset now) => new()
    {
        TenantId = account.TenantId,
        AccountId = account.AccountId,
        AdGroupId = adGroup,
        AdId = remote.AdId,
        Type = remote.Type,
        Status = remote.Status,
        EditorialStatus = remote.EditorialStatus,
        Headlines = remote.Headlines,
        Descriptions = remote.Descriptions,
        FinalUrl = remote.FinalUrl,
        ChangedAt = now,
    };

    public static Keyword New(AdsAccount account, AdsId<AdGroup> adGroup, RemoteKeyword remote, DateTimeOffset now) => new()
    {
        TenantId = account.TenantId,
        AccountId = account.AccountId,
        AdGroupId = adGroup,
        KeywordId = remote.KeywordId,
        Text = remote.Text,
        MatchType = remote.MatchType,
        Status = remote.Status,
        EditorialStatus = remote.EditorialStatus,
        BidMicros = remote.BidMicros,
        ChangedAt = now,
    };

    public static void Take(AdGroup mirror, RemoteAdGroup remote) =>
        (mirror.Name, mirror.Status, mirror.CpcBidMicros, mirror.RemovedAt) = (remote.Name, remote.Status, remote.CpcBidMicros, null);

    public static void Take(Ad mirror, RemoteAd remote)
    {
        (mirror.Type, mirror.Status, mirror.EditorialStatus) = (remote.Type, remote.Status, remote.EditorialStatus);
        (mirror.Headlines, mirror.Descriptions, mirror.FinalUrl, mirror.RemovedAt) = (remote.Headlines, remote.Descriptions, remote.FinalUrl, null);
    }

    public static void Take(Keyword mirror, RemoteKeyword remote)
    {
        (mirror.Text, mirror.MatchType, mirror.Status) = (remote.Text, remote.MatchType, remote.Status);
        (mirror.EditorialStatus, mirror.BidMicros, mirror.RemovedAt) = (remote.EditorialStatus, remote.BidMicros, null);
    }
}

namespace Portal.Domain.Ads;

/// <summary>A campaign as Microsoft shows it now.</summary>
public sealed record RemoteCampaign(
    AdsId<Campaign> CampaignId,
    string Name,
    string Status,
    string Type,
    long? DailyBudgetMicros,
    string? BudgetType,
    AdsId<SharedBudget>? SharedBudgetId,
    string? BidStrategy);

public sealed record RemoteAdGroup(AdsId<AdGroup> AdGroupId, string Name, string Status, long? CpcBidMicros);

public sealed record RemoteKeyword(AdsId<Keyword> KeywordId, string Text, string MatchType, string Status, string? EditorialStatus, long? BidMicros);

public sealed record RemoteAd(AdsId<Ad> AdId, string Type, string Status, string? EditorialStatus, string Headlines, string Descriptions, string? FinalUrl);

public sealed record RemoteBudget(AdsId<SharedBudget> BudgetId, string Name, long AmountMicros, string BudgetType, int AssociationCount);

/// <summary>What became of one item of an update: accepted, or refused with Microsoft's reason.</summary>
/// <param name="Code">The numeric code of the service; 0 when accepted.</param>
public sealed record ItemOutcome(bool Accepted, int Code, string? Reason, string? TrackingId);

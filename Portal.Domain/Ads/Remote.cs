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

/// <summary>What became of one item of an update: accepted, or refused with Microsoft's reason.</summary>
/// <param name="Code">The numeric code of the service; 0 when accepted.</param>
public sealed record ItemOutcome(bool Accepted, int Code, string? Reason, string? TrackingId);

using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Performance;

/// <summary>
/// Impression shares of one account on one day of its time zone, in hundredths of a percent (basis points, 0 to 10,000); null where
/// Microsoft computed none. They come 14 to 18 hours after the end of the day in UTC.
/// </summary>
public sealed class AccountShare : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>What the shares are of, as it was when they were read.</summary>
    public long Impressions { get; init; }

    public short? ImpressionShare { get; init; }

    public short? LostToBudget { get; init; }

    public short? LostToRank { get; init; }

    public short? ExactMatchImpressionShare { get; init; }

    public short? ClickShare { get; init; }

    public short? TopImpressionShare { get; init; }

    public short? TopLostToBudget { get; init; }

    public short? TopLostToRank { get; init; }

    public short? AbsoluteTopImpressionShare { get; init; }

    public short? AbsoluteTopLostToBudget { get; init; }

    public short? AbsoluteTopLostToRank { get; init; }

    public short? TopImpressionRate { get; init; }

    public short? AbsoluteTopImpressionRate { get; init; }

    public short? AudienceImpressionShare { get; init; }

    public short? AudienceLostToBudget { get; init; }

    public short? AudienceLostToRank { get; init; }
}

/// <inheritdoc cref="AccountShare"/>
public sealed class CampaignShare : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Campaign> CampaignId { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>What the shares are of, as it was when they were read.</summary>
    public long Impressions { get; init; }

    public short? ImpressionShare { get; init; }

    public short? LostToBudget { get; init; }

    public short? LostToRank { get; init; }

    public short? ExactMatchImpressionShare { get; init; }

    public short? ClickShare { get; init; }

    public short? TopImpressionShare { get; init; }

    public short? TopLostToBudget { get; init; }

    public short? TopLostToRank { get; init; }

    public short? AbsoluteTopImpressionShare { get; init; }

    public short? AbsoluteTopLostToBudget { get; init; }

    public short? AbsoluteTopLostToRank { get; init; }

    public short? TopImpressionRate { get; init; }

    public short? AbsoluteTopImpressionRate { get; init; }

    public short? AudienceImpressionShare { get; init; }

    public short? AudienceLostToBudget { get; init; }

    public short? AudienceLostToRank { get; init; }
}

/// <inheritdoc cref="AccountShare"/>
public sealed class AdGroupShare : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    public required DateOnly Date { get; init; }

    public AdsId<Campaign> CampaignId { get; init; }

    /// <summary>What the shares are of, as it was when they were read.</summary>
    public long Impressions { get; init; }

    public short? ImpressionShare { get; init; }

    public short? LostToBudget { get; init; }

    public short? LostToRank { get; init; }

    public short? ExactMatchImpressionShare { get; init; }

    public short? ClickShare { get; init; }

    public short? TopImpressionShare { get; init; }

    public short? TopLostToBudget { get; init; }

    public short? TopLostToRank { get; init; }

    public short? AbsoluteTopImpressionShare { get; init; }

    public short? AbsoluteTopLostToBudget { get; init; }

    public short? AbsoluteTopLostToRank { get; init; }

    public short? TopImpressionRate { get; init; }

    public short? AbsoluteTopImpressionRate { get; init; }

    public short? AudienceImpressionShare { get; init; }

    public short? AudienceLostToBudget { get; init; }

    public short? AudienceLostToRank { get; init; }
}

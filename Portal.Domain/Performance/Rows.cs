using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Performance;

/// <summary>One account on one day of its time zone. Money is in micros of the account's currency, conversions in hundredths.</summary>
public sealed class AccountDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required DateOnly Date { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <summary>Hundredths of a conversion: <c>ConversionsQualified</c> can be fractional.</summary>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

/// <inheritdoc cref="AccountDay"/>
public sealed class CampaignDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Campaign> CampaignId { get; init; }

    public required DateOnly Date { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <inheritdoc cref="AccountDay.ConversionHundredths"/>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

/// <inheritdoc cref="AccountDay"/>
public sealed class AdGroupDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    public required DateOnly Date { get; init; }

    public AdsId<Campaign> CampaignId { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <inheritdoc cref="AccountDay.ConversionHundredths"/>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

/// <inheritdoc cref="AccountDay"/>
public sealed class KeywordDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    public required AdsId<Keyword> KeywordId { get; init; }

    public required DateOnly Date { get; init; }

    public AdsId<Campaign> CampaignId { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <inheritdoc cref="AccountDay.ConversionHundredths"/>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

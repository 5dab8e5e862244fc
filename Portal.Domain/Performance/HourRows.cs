using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Performance;

/// <summary>One account in one hour of a day of its time zone. Money and conversions as in <see cref="AccountDay"/>.</summary>
public sealed class AccountHour : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>By the account's clock: 0 to 23. When the clocks go back, one hour holds two.</summary>
    public required int Hour { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <inheritdoc cref="AccountDay.ConversionHundredths"/>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

/// <inheritdoc cref="AccountHour"/>
public sealed class CampaignHour : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Campaign> CampaignId { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>By the account's clock: 0 to 23. When the clocks go back, one hour holds two.</summary>
    public required int Hour { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <inheritdoc cref="AccountDay.ConversionHundredths"/>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

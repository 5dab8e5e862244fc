using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Performance;

/// <inheritdoc cref="AccountDay"/>
public sealed class AdDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    public required AdsId<Ad> AdId { get; init; }

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
public sealed class SearchTermDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    /// <summary>Zero where no keyword was met, as in dynamic search and shopping.</summary>
    public required AdsId<Keyword> KeywordId { get; init; }

    /// <inheritdoc cref="SearchTerm.TermId"/>
    public required long TermId { get; init; }

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
public sealed class GeographyDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Campaign> CampaignId { get; init; }

    /// <inheritdoc cref="Place.PlaceId"/>
    public required long PlaceId { get; init; }

    public required DateOnly Date { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <inheritdoc cref="AccountDay.ConversionHundredths"/>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

/// <inheritdoc cref="AccountDay"/>
public sealed class DeviceDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Campaign> CampaignId { get; init; }

    /// <inheritdoc cref="DeviceType.DeviceTypeId"/>
    public required long DeviceTypeId { get; init; }

    public required DateOnly Date { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <inheritdoc cref="AccountDay.ConversionHundredths"/>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

/// <inheritdoc cref="AccountDay"/>
public sealed class AudienceDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    public required AdsId<ReportedAudience> AudienceId { get; init; }

    /// <summary>Microsoft's number of what ties the audience to the ad group; an audience may be tied again under another one. Zero where the report has none.</summary>
    public required long AssociationId { get; init; }

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
public sealed class AssetGroupDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Campaign> CampaignId { get; init; }

    public required AdsId<ReportedAssetGroup> AssetGroupId { get; init; }

    public required DateOnly Date { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    /// <inheritdoc cref="AccountDay.ConversionHundredths"/>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }
}

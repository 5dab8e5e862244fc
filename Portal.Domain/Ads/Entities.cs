using Portal.Domain.Tenancy;

namespace Portal.Domain.Ads;

/// <summary>The mirror of an ad group.</summary>
public sealed class AdGroup : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    public required AdsId<Campaign> CampaignId { get; init; }

    public required string Name { get; set; }

    public required string Status { get; set; }

    /// <summary>Micros of the account's currency.</summary>
    public long? CpcBidMicros { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>The mirror of a keyword.</summary>
public sealed class Keyword : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    public required AdsId<Keyword> KeywordId { get; init; }

    public required string Text { get; set; }

    /// <summary>Exact, Phrase or Broad.</summary>
    public required string MatchType { get; set; }

    public required string Status { get; set; }

    public string? EditorialStatus { get; set; }

    /// <summary>Micros; null means the ad group's bid applies.</summary>
    public long? BidMicros { get; set; }

    /// <summary>One a line; null means the ad's applies.</summary>
    public string? FinalUrl { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>The mirror of an ad.</summary>
public sealed class Ad : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdGroup> AdGroupId { get; init; }

    public required AdsId<Ad> AdId { get; init; }

    /// <summary>ResponsiveSearch, DynamicSearch, ExpandedText …; others may come.</summary>
    public required string Type { get; set; }

    public required string Status { get; set; }

    public string? EditorialStatus { get; set; }

    /// <summary>The headlines, one a line.</summary>
    public required string Headlines { get; set; }

    /// <summary>The place that each headline is pinned to, one a line, an empty line where it is not; null when none is.</summary>
    public string? HeadlinePins { get; set; }

    /// <summary>The descriptions, one a line.</summary>
    public required string Descriptions { get; set; }

    /// <summary>As <see cref="HeadlinePins"/>.</summary>
    public string? DescriptionPins { get; set; }

    /// <summary>One a line.</summary>
    public string? FinalUrl { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>The mirror of a budget that several campaigns share.</summary>
public sealed class SharedBudget : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<SharedBudget> BudgetId { get; init; }

    public required string Name { get; set; }

    public required long AmountMicros { get; set; }

    public required string BudgetType { get; set; }

    /// <summary>How many campaigns of the mirror spend from it.</summary>
    public int AssociationCount { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

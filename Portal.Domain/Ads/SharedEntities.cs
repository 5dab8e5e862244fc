using Portal.Domain.Tenancy;

namespace Portal.Domain.Ads;

/// <summary>The mirror of a label, which may stand on campaigns, ad groups, ads and keywords (<see cref="EntityLink"/>).</summary>
public sealed class Label : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Label> LabelId { get; init; }

    public required string Name { get; set; }

    /// <summary>As Microsoft writes it: <c>#1F77B4</c>.</summary>
    public string? Colour { get; set; }

    public string? Description { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>The mirror of a shared list of negative keywords; which campaigns use it, <see cref="EntityLink"/> says.</summary>
public sealed class NegativeList : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<NegativeList> NegativeListId { get; init; }

    public required string Name { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>What a negative keyword keeps away from.</summary>
public enum NegativeLevel
{
    Campaign = 1,
    AdGroup = 2,

    /// <summary>It stands in a shared list.</summary>
    List = 3,
}

/// <summary>The mirror of a negative keyword of a campaign, an ad group or a shared list.</summary>
public sealed class NegativeKeyword : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required NegativeLevel Level { get; init; }

    /// <summary>The campaign, ad group or list, as <see cref="Level"/> says.</summary>
    public required long ParentId { get; init; }

    public required AdsId<NegativeKeyword> NegativeKeywordId { get; init; }

    public required string Text { get; set; }

    /// <summary>Exact or Phrase.</summary>
    public required string MatchType { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>The mirror of an ad extension; where it is shown, <see cref="EntityLink"/> says.</summary>
public sealed class AdExtension : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AdExtension> ExtensionId { get; init; }

    /// <summary>Sitelink, Callout, Call or StructuredSnippet.</summary>
    public required string Type { get; set; }

    public required string Status { get; set; }

    public string? EditorialStatus { get; set; }

    /// <summary>The link's text, the callout, the phone number, or the snippet's header.</summary>
    public required string Text { get; set; }

    /// <summary>The link's descriptions, the phone's country, or the snippet's values, one a line.</summary>
    public string? Details { get; set; }

    /// <summary>One a line.</summary>
    public string? FinalUrl { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>The mirror of an audience; which ad groups and campaigns aim at it, <see cref="EntityLink"/> says.</summary>
public sealed class Audience : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Audience> AudienceId { get; init; }

    /// <summary>RemarketingList, CustomAudience, InMarketAudience …; others may come.</summary>
    public required string Type { get; set; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>For how long somebody belongs to it.</summary>
    public long? MembershipDays { get; set; }

    /// <summary>Account or Customer.</summary>
    public string? Scope { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>The mirror of an asset group of a Performance Max campaign.</summary>
public sealed class AssetGroup : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<AssetGroup> AssetGroupId { get; init; }

    public required AdsId<Campaign> CampaignId { get; set; }

    public required string Name { get; set; }

    public required string Status { get; set; }

    public string? EditorialStatus { get; set; }

    public string? BusinessName { get; set; }

    public string? CallToAction { get; set; }

    /// <summary>One a line, as the other texts.</summary>
    public string? Headlines { get; set; }

    public string? LongHeadlines { get; set; }

    public string? Descriptions { get; set; }

    public string? FinalUrl { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>What is linked to what.</summary>
public enum LinkKind
{
    LabelOfCampaign = 1,
    LabelOfAdGroup = 2,
    LabelOfAd = 3,
    LabelOfKeyword = 4,
    ExtensionOfAccount = 11,
    ExtensionOfCampaign = 12,
    ExtensionOfAdGroup = 13,
    NegativeListOfCampaign = 21,
    AudienceOfCampaign = 31,
    AudienceOfAdGroup = 32,
}

/// <summary>The mirror of an association: a label, extension, list or audience on an account, campaign, ad group, ad or keyword.</summary>
public sealed class EntityLink : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required LinkKind Kind { get; init; }

    /// <summary>What it stands on.</summary>
    public required long ParentId { get; init; }

    /// <summary>Of an audience the criterion's own number, of the others the same as <see cref="SubjectId"/>.</summary>
    public required long RecordId { get; init; }

    /// <summary>The label, extension, list or audience.</summary>
    public required long SubjectId { get; set; }

    /// <summary>Microsoft's name of the record: <c>Campaign Sitelink Ad Extension</c>. Says the kind of extension, and whether an audience is left out.</summary>
    public required string Type { get; set; }

    public required string Status { get; set; }

    public string? EditorialStatus { get; set; }

    /// <summary>Percent, as Microsoft writes it.</summary>
    public string? BidAdjustment { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>
/// A record of the bulk file that the portal does not know, or the unknown columns of one that it does: kept as it came, so that it can be
/// read once the portal does.
/// </summary>
public sealed class RawRecord : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    /// <summary>Stands for <see cref="Type"/> in the key.</summary>
    public required long TypeKey { get; init; }

    public required long RecordId { get; init; }

    public required long ParentId { get; init; }

    public required string Type { get; set; }

    public required string Status { get; set; }

    /// <summary>The filled columns as a JSON object; what is longer than eight thousand characters is cut off by whole columns.</summary>
    public required string Columns { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

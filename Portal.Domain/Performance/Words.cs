using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Performance;

/// <summary>What somebody searched for, and how it met the keyword. The text is kept to the byte: case, blanks and line breaks tell terms apart.</summary>
public sealed class SearchTerm : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    /// <summary>A number of ours, made of the tenant, the text and the match: within a tenant the same term always has the same one.</summary>
    public required long TermId { get; init; }

    public required string Text { get; init; }

    /// <summary>In Microsoft's words: Exact, Phrase, Broad, Unknown, or what may come.</summary>
    public required string MatchType { get; init; }
}

/// <summary>A place as the report names it. What is not known of it is empty; all of it together is what tells places apart.</summary>
public sealed class Place : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    /// <summary>A number of ours, made of the tenant and all that is said of the place.</summary>
    public required long PlaceId { get; init; }

    /// <summary>Microsoft's number; null for a place that has none.</summary>
    public long? LocationId { get; init; }

    /// <summary>In Microsoft's words: Physical location, Location of interest.</summary>
    public required string LocationType { get; init; }

    public required string Country { get; init; }

    public required string State { get; init; }

    public required string MetroArea { get; init; }

    public required string County { get; init; }

    public required string City { get; init; }

    public required string MostSpecific { get; init; }
}

/// <summary>A kind of device in Microsoft's words: Computer, Smartphone, Tablet, Unknown, or what may come.</summary>
public sealed class DeviceType : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    /// <summary>A number of ours, made of the tenant and the name.</summary>
    public required long DeviceTypeId { get; init; }

    public required string Name { get; init; }
}

/// <summary>An audience as reports name it, by the name it had last.</summary>
public sealed class ReportedAudience : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<ReportedAudience> AudienceId { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }
}

/// <inheritdoc cref="ReportedAudience"/>
public sealed class ReportedAssetGroup : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<ReportedAssetGroup> AssetGroupId { get; init; }

    public required string Name { get; init; }
}

/// <summary>A conversion goal as reports name it, by the name it had last.</summary>
public sealed class ReportedGoal : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    /// <summary>Microsoft's number. A goal without one has a negative number of ours, made of its name and type.</summary>
    public required AdsId<ReportedGoal> GoalId { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }
}

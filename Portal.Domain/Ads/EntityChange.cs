using Portal.Domain.Tenancy;

namespace Portal.Domain.Ads;

/// <summary>The kinds of things an account is made of, parents before what hangs on them.</summary>
public enum EntityKind
{
    SharedBudget = 1,
    Label = 2,
    NegativeList = 3,
    Extension = 4,
    Audience = 5,
    Campaign = 6,
    AdGroup = 7,
    AssetGroup = 8,
    Ad = 9,
    Keyword = 10,
    NegativeKeyword = 11,
    Link = 12,

    /// <summary>What the portal does not know; it has no history.</summary>
    Raw = 13,
}

/// <summary>
/// One field of an entity that became different, at Microsoft or through the portal. What comes or goes together with its parent is told
/// by the parent's change alone.
/// </summary>
public sealed class EntityChange : ITenantOwned
{
    /// <summary>Longer values are cut.</summary>
    public const int LongestValue = 1000;

    /// <summary>The field of a change that says the whole entity came.</summary>
    public const string Added = "Added";

    /// <summary>The field of a change that says the whole entity went.</summary>
    public const string Removed = "Removed";

    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required EntityKind Kind { get; init; }

    /// <summary>Microsoft's number of it.</summary>
    public required long EntityId { get; init; }

    /// <summary>When it changed at Microsoft; where the file did not say, when it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The campaign of an ad group, the ad group of a keyword; 0 for what has none.</summary>
    public required long ParentId { get; init; }

    /// <summary>In the portal's words: <c>Daily budget</c>.</summary>
    public required string Field { get; init; }

    /// <summary>Its name when it changed.</summary>
    public required string Name { get; init; }

    /// <summary>Null where nothing stood; amounts are micros of the account's currency.</summary>
    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>The member whose edit caused it; null when it was done at Microsoft Advertising.</summary>
    public string? By { get; init; }

    public static string? Shorten(string? value) => value is { Length: > LongestValue } ? string.Concat(value.AsSpan(0, LongestValue - 1), "…") : value;
}

using Portal.Domain.Ads;

namespace Portal.Infrastructure.Sync;

/// <summary>A value of a mirrored entity.</summary>
/// <param name="Name">Of the table's column.</param>
/// <param name="IsText">Text, or a whole number.</param>
/// <param name="Label">What its history calls it; null for what has none.</param>
internal sealed record EntityColumn(string Name, bool IsText, string? Label)
{
    public static EntityColumn Text(string name, string? label = null) => new(name, true, label);

    public static EntityColumn Number(string name, string? label = null) => new(name, false, label);
}

/// <summary>Up to three numbers that tell rows of one table apart; those that a table does not use are zero.</summary>
internal readonly record struct EntityKey(long A, long B = 0, long C = 0) : IComparable<EntityKey>
{
    public long this[int part] => part switch { 0 => A, 1 => B, _ => C };

    public int CompareTo(EntityKey other) => (A, B, C).CompareTo((other.A, other.B, other.C));
}

/// <summary>Where the entities of a kind are mirrored. Beside what is named here each table has TenantId, AccountId, ChangedAt and RemovedAt.</summary>
/// <param name="Kind">Which; tables are written in this order, so that parents come first.</param>
/// <param name="Name">The table's.</param>
/// <param name="Keys">The parts of its key after the account.</param>
/// <param name="Values">What may change.</param>
internal sealed record EntityTable(EntityKind Kind, string Name, IReadOnlyList<string> Keys, IReadOnlyList<EntityColumn> Values)
{
    /// <summary>Columns that a new row gets beside: the moment it was first seen, or a zero that is counted up later.</summary>
    public IReadOnlyList<string> AtFirst { get; init; } = [];

    /// <summary>Whether rows may be edited from here, and then lead the file (<c>EditedAt</c>).</summary>
    public bool HasEdits => Kind == EntityKind.Campaign;

    public long IdOf(EntityKey key) => key[Keys.Count - 1];

    /// <summary>The number of what it hangs on; 0 for what hangs on nothing.</summary>
    public long ParentOf(EntityKey key, object?[] values) => Kind switch
    {
        EntityKind.AdGroup or EntityKind.AssetGroup => values[0] is long campaign ? campaign : 0,
        EntityKind.Ad or EntityKind.Keyword => key.A,
        EntityKind.NegativeKeyword or EntityKind.Link => key.B,
        _ => 0,
    };

    public EntityKind? ParentKindOf(EntityKey key) => Kind switch
    {
        EntityKind.AdGroup or EntityKind.AssetGroup => EntityKind.Campaign,
        EntityKind.Ad or EntityKind.Keyword => EntityKind.AdGroup,
        EntityKind.NegativeKeyword => (NegativeLevel)key.A switch
        {
            NegativeLevel.Campaign => EntityKind.Campaign,
            NegativeLevel.AdGroup => EntityKind.AdGroup,
            _ => EntityKind.NegativeList,
        },
        EntityKind.Link => ((LinkKind)key.A).ParentKind(),
        _ => null,
    };

    /// <summary>What a person would call it.</summary>
    public string NameOf(object?[] values) => values[Kind switch
    {
        EntityKind.AdGroup or EntityKind.AssetGroup => 1,
        EntityKind.Ad or EntityKind.Extension => 3,
        EntityKind.Link => 1,
        EntityKind.Audience => 1,
        _ => 0,
    }] is string name ? name.Split('\n')[0] : "";
}

internal static class LinkKinds
{
    public static EntityKind? ParentKind(this LinkKind kind) => kind switch
    {
        LinkKind.LabelOfCampaign or LinkKind.ExtensionOfCampaign or LinkKind.NegativeListOfCampaign or LinkKind.AudienceOfCampaign => EntityKind.Campaign,
        LinkKind.LabelOfAdGroup or LinkKind.ExtensionOfAdGroup or LinkKind.AudienceOfAdGroup => EntityKind.AdGroup,
        LinkKind.LabelOfAd => EntityKind.Ad,
        LinkKind.LabelOfKeyword => EntityKind.Keyword,
        _ => null,
    };

    /// <summary>Criteria of one parent come as a whole when one of them changed (bulk-download-upload.md).</summary>
    public static bool IsCriterion(this LinkKind kind) => kind is LinkKind.AudienceOfCampaign or LinkKind.AudienceOfAdGroup;
}

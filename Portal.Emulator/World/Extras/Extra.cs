namespace Portal.Emulator.World.Extras;

/// <summary>What tells two records of bulk apart: an association has the id of what it associates, so the parent belongs to the key.</summary>
public readonly record struct ExtraKey(string Type, long Id, long ParentId);

/// <summary>
/// A thing beside campaigns, ad groups, keywords and ads, as its bulk record describes it: a label, an extension, an audience, a
/// negative keyword, an asset group, or the association of one with another. <paramref name="OwnerId"/> is the campaign or ad
/// group with which it comes and goes, 0 for the account.
/// </summary>
public sealed record Extra(string Type, long Id, long ParentId, long OwnerId)
{
    public string Status { get; init; } = "Active";

    /// <summary>When somebody last changed it; null for a thing that is as it was made up.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>By the column names of bulk.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    public ExtraKey Key => new(Type, Id, ParentId);

    public bool IsDeleted => Status == "Deleted";
}

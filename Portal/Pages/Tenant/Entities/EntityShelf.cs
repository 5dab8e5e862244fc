using Portal.Domain.Ads;

namespace Portal.Pages.Tenant.Entities;

/// <summary>A column of a list beside name, status and the moment of change.</summary>
/// <param name="Head">Its head.</param>
/// <param name="Sort">What the address calls it; null where it cannot be sorted by.</param>
/// <param name="Text">As a page shows it.</param>
/// <param name="Value">As a file has it.</param>
/// <param name="IsNumber">Right-aligned.</param>
public sealed record EntityColumn(string Head, string? Sort, Func<EntityRow, string> Text, Func<EntityRow, object?> Value, bool IsNumber = false);

/// <summary>A kind of entity that has a list of its own.</summary>
/// <param name="Key">Its name in addresses.</param>
/// <param name="Kind">Which.</param>
/// <param name="Label">What the list is called.</param>
/// <param name="Noun">One of it, in the middle of a sentence.</param>
/// <param name="Text">What it is for, for those who have none.</param>
/// <param name="Query">Reads it.</param>
public sealed record EntityShelf(string Key, EntityKind Kind, string Label, string Noun, string Text, IEntityQuery Query)
{
    /// <summary>What its type is called; null where there are none.</summary>
    public string? TypeLabel { get; init; }

    public bool HasStatus { get; init; }

    /// <summary>What its parent is to it, as the head of a column; null where it hangs on nothing.</summary>
    public string? ParentLabel { get; init; }

    /// <summary>The associations by which it is used; empty where it is used otherwise or not at all.</summary>
    public IReadOnlyList<LinkKind> Links { get; init; } = [];

    public IReadOnlyList<EntityColumn> Columns { get; init; } = [];
}

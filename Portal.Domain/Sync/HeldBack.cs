using System.Globalization;
using System.Text.Json;
using Portal.Domain.Ads;

namespace Portal.Domain.Sync;

/// <summary>How many of one kind a file would remove, and some of their names.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Had">How many there were.</param>
/// <param name="Removed">How many would go.</param>
/// <param name="Names">The first few of them.</param>
public sealed record Loss(EntityKind Kind, int Had, int Removed, IReadOnlyList<string> Names)
{
    /// <summary>Fewer are what one person clears away in one sitting, whatever part of a small account that is.</summary>
    private const int FewestRemoved = 10;

    /// <summary>More than a fifth: nobody does that on an ordinary day, but a broken file may look like it.</summary>
    public bool IsMuch => Removed >= FewestRemoved && Removed * 5L > Had && Kind != EntityKind.Raw;

    /// <summary>For a sentence: <c>12 of 30 campaigns</c>. A method, as properties would be stored.</summary>
    public string InWords() => string.Create(CultureInfo.InvariantCulture, $"{Removed:N0} of {Had:N0} {Noun(Kind)}");

    private static string Noun(EntityKind kind) => kind switch
    {
        EntityKind.SharedBudget => "shared budgets",
        EntityKind.Label => "labels",
        EntityKind.NegativeList => "negative keyword lists",
        EntityKind.Extension => "extensions",
        EntityKind.Audience => "audiences",
        EntityKind.Campaign => "campaigns",
        EntityKind.AdGroup => "ad groups",
        EntityKind.AssetGroup => "asset groups",
        EntityKind.Ad => "ads",
        EntityKind.Keyword => "keywords",
        EntityKind.NegativeKeyword => "negative keywords",
        EntityKind.Link => "associations",
        _ => "other records",
    };
}

/// <summary>What a file that was held back would remove.</summary>
public sealed record HeldBack(IReadOnlyList<Loss> Losses)
{
    public static HeldBack Read(string? text) => text is null ? new([]) : JsonSerializer.Deserialize<HeldBack>(text) ?? new([]);

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Whether a person who let this pass lets <paramref name="loss"/> pass as well: it is no more than they saw.</summary>
    public bool Covers(Loss loss) => Losses.Any(seen => seen.Kind == loss.Kind && seen.Removed >= loss.Removed);
}

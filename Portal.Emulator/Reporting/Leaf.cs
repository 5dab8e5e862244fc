using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>What a campaign's numbers are divided among below it. What a report's grain does not have, or a row is without, is null.</summary>
internal sealed record Leaf(Serving Serving)
{
    public const string Physical = "Physical location";
    public const string OfInterest = "Location of interest";

    public AdGroup? AdGroup { get; init; }

    public AssetGroup? AssetGroup { get; init; }

    public Keyword? Keyword { get; init; }

    public Ad? Ad { get; init; }

    public SearchTerm? Term { get; init; }

    public Place? Place { get; init; }

    public string? LocationType { get; init; }

    public Association? Association { get; init; }

    public Product? Product { get; init; }

    public Dice Dice { get; init; }

    public Part Part { get; init; }
}

using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>One way to cut a tenant's data, and the page about it.</summary>
/// <param name="Key">In the page's address.</param>
/// <param name="Label">On its tab.</param>
/// <param name="Noun">Of one row.</param>
/// <param name="Report">The report that its rows come from, whose days are marked.</param>
/// <param name="Figures">What can be read of a row.</param>
public sealed record Grain(string Key, string Label, string Noun, ReportKind Report, FigureSet Figures = FigureSet.Usual)
{
    public bool HasCampaign { get; init; } = true;

    public bool HasAdGroup { get; init; }

    /// <summary>The mirror knows the entity, and with it its state.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Its rows have an order of their own, and are called by a number.</summary>
    public bool IsNumbered { get; init; }

    public string Default => Figures switch { FigureSet.Goals => "all-conversions", FigureSet.Shares => "impressions", _ => IsNumbered ? "number" : "spend" };

    public required IGrainQuery Query { get; init; }
}

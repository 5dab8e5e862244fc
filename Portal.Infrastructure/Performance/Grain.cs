using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

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

/// <summary>Reads the rows of a grain for the tenant of the scope.</summary>
public sealed class GrainList(PortalDb db)
{
    /// <param name="grain">What the rows are.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="skip">Rows of earlier pages.</param>
    /// <param name="take">Rows of a page.</param>
    /// <param name="before">The period to compare with, if any.</param>
    /// <param name="ct">Ends it.</param>
    public Task<IReadOnlyList<GrainLine>> PageAsync(Grain grain, GrainFilter filter, int skip, int take, Period? before, CancellationToken ct) =>
        grain.Query.PageAsync(db, filter, skip, take, before, ct);

    /// <summary>The whole filter in its order, row by row as the database finds them.</summary>
    public IAsyncEnumerable<GrainLine> AllAsync(Grain grain, GrainFilter filter, CancellationToken ct) => grain.Query.AllAsync(db, filter, ct);

    /// <summary>Over the whole filter, by currency.</summary>
    public Task<IReadOnlyList<GrainTotal>> TotalsAsync(Grain grain, GrainFilter filter, CancellationToken ct) => grain.Query.TotalsAsync(db, filter, ct);
}

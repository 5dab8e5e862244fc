using System.Globalization;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;

namespace Portal.Infrastructure.Performance;

/// <summary>What counts of some rows of a report. Which of it has a meaning is said by the grain's <see cref="FigureSet"/>.</summary>
public sealed record GrainSums(Totals Totals, long AllConversionHundredths = 0, long AllRevenueMicros = 0, ShareSums? Shares = null);

/// <summary>
/// Shares of a period, 0 to 1: each day weighed by its impressions, because a share is of something and cannot be summed. Null where no
/// day with impressions has the share.
/// </summary>
public sealed record ShareSums(decimal? ImpressionShare, decimal? LostToBudget, decimal? LostToRank, decimal? Top, decimal? AbsoluteTop, decimal? ClickShare);

/// <summary>Which figures a grain has.</summary>
public enum FigureSet
{
    Usual = 1,

    /// <summary>Conversions and what they brought, without what led to them.</summary>
    Goals,
    Shares,
}

/// <summary>One row of a data page with its sums over the period. What the mirror does not know has no name.</summary>
/// <param name="Number">Microsoft's number, or ours where it has none.</param>
/// <param name="Note">What tells rows of the same name apart, as a match type.</param>
public sealed record GrainLine(
    long Number, string? Name, string? Note, string? Status,
    AdsId<AdsAccount> AccountId, string Account, string AccountNumber, string Currency,
    AdsId<Campaign> CampaignId, string? Campaign, long? AdGroupId, string? AdGroup,
    GrainSums Sums)
{
    /// <summary>The same row in the period it is compared with; null when nothing is compared.</summary>
    public GrainSums? Before { get; init; }

    /// <summary>Day by day what the page draws: spend, or the conversions of a goal, or the impression share.</summary>
    public IReadOnlyList<decimal?> Trend { get; init; } = [];
}

/// <summary>The sum of all rows of one currency that the filter takes.</summary>
public sealed record GrainTotal(string Currency, int Rows, GrainSums Sums);

/// <summary>Which rows are asked for, and in which order.</summary>
/// <param name="Search">Part of the row's name, whatever its case, or its whole number.</param>
/// <param name="Status">In Microsoft's words.</param>
/// <param name="LeastClicks">Passed over, like the other two, where the grain has no such figure.</param>
/// <param name="Home">The currency that comes first where money is sorted.</param>
public sealed record GrainFilter(
    Period Period, AdsId<AdsAccount>? Account, AdsId<Campaign>? Campaign, string? Currency, string? Status, string? Search, long? LeastClicks, string Sort, bool Descending, string Home)
{
    /// <summary>In millionths of each row's own currency.</summary>
    public long? LeastSpendMicros { get; init; }

    public long? LeastImpressions { get; init; }

    /// <summary>The search as a number.</summary>
    internal long? Number => long.TryParse(Search, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    /// <summary>The state that is asked for, by which answers are remembered; null: of now, and nothing is remembered.</summary>
    public GrainState? State { get; init; }

    /// <summary>The accounts that there are to ask for, where it helps the database to know; the rows are the same.</summary>
    internal IReadOnlyList<AdsId<AdsAccount>>? Among { get; init; }
}

/// <summary>The state of the data, and the accounts that rows are of: those can be chosen and renamed without the data.</summary>
/// <param name="Version">Of the data.</param>
public sealed record GrainState(long Version, IReadOnlyList<GrainAccount> Chosen);

/// <summary>A chosen account.</summary>
public sealed record GrainAccount(AdsId<AdsAccount> Id, string Currency, string Name, string Number);

using Portal.Domain.Ads;
using Portal.Domain.Performance;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Filters, sorts and sums what is kept of a grain as the database does it with the stored rows. What words are in it has been found
/// and sorted before (<see cref="KeptWords{TParent, TItem}"/>).
/// </summary>
internal static class GrainRanking
{
    private static readonly HashSet<string> Words = ["name", "status", "account", "campaign", "group"];

    private static readonly HashSet<string> Numbers = ["spend", "revenue", "cpc", "cpa", "clicks", "impressions", "conversions", "ctr", "roas", "number"];

    private static readonly GrainFilter Nothing = new(default, null, null, null, null, null, null, "", false, "");

    /// <summary>Whether the sums of what was found are enough. A filter that is not known here is not answered.</summary>
    public static bool Answers(GrainFilter filter) =>
        (Numbers.Contains(filter.Sort) || Words.Contains(filter.Sort))
        && filter with { Period = default, Account = null, Campaign = null, Currency = null, Status = null, Search = null, LeastClicks = null, LeastSpendMicros = null, LeastImpressions = null, Sort = "", Descending = false, Home = "", State = null } == Nothing;

    /// <summary>What of the filter is about words; null where nothing is.</summary>
    public static GrainFilter? WordsOf(GrainFilter filter)
    {
        var isSorted = Words.Contains(filter.Sort);
        return isSorted || (filter.Search ?? filter.Status) is not null
            ? new(filter.Period, filter.Account, filter.Campaign, null, filter.Status, filter.Search, null, isSorted ? filter.Sort : "", isSorted && filter.Descending, "")
            : null;
    }

    /// <param name="rows">Of the period, account and campaign of the filter, with its status, and found by its search.</param>
    /// <param name="filter">One that <see cref="Answers"/> takes.</param>
    /// <param name="currencies">Of the accounts that are shown.</param>
    public static IEnumerable<(KeptSum Sum, string Currency)> Filter(IEnumerable<KeptSum> rows, GrainFilter filter, IReadOnlyDictionary<AdsId<AdsAccount>, string> currencies)
    {
        foreach (var row in rows)
        {
            if (currencies.TryGetValue(new(row.AccountId), out var currency)
                && (filter.Currency is null || filter.Currency == currency)
                && (filter.LeastClicks is null || row.Totals.Clicks >= filter.LeastClicks)
                && (filter.LeastSpendMicros is null || row.Totals.SpendMicros >= filter.LeastSpendMicros)
                && (filter.LeastImpressions is null || row.Totals.Impressions >= filter.LeastImpressions))
            {
                yield return (row, currency);
            }
        }
    }

    /// <inheritdoc cref="GrainOrder.Sort"/>
    /// <param name="rows">In the order that words have, where it is by words.</param>
    /// <param name="filter">One that <see cref="Answers"/> takes.</param>
    public static IEnumerable<KeptSum> Sort(this IEnumerable<(KeptSum Sum, string Currency)> rows, GrainFilter filter)
    {
        if (Words.Contains(filter.Sort))
        {
            return rows.Select(row => row.Sum);
        }

        var sorted = filter.Sort switch
        {
            "spend" => By(Money(rows, filter), filter, row => row.Sum.Totals.SpendMicros),
            "revenue" => By(Money(rows, filter), filter, row => row.Sum.Totals.RevenueMicros),
            "cpc" => ByRatio(Money(rows, filter), filter, row => row.Sum.Totals.SpendMicros, row => row.Sum.Totals.Clicks),
            "cpa" => ByRatio(Money(rows, filter), filter, row => row.Sum.Totals.SpendMicros, row => row.Sum.Totals.ConversionHundredths),
            "ctr" => ByRatio(Any(rows), filter, row => row.Sum.Totals.Clicks, row => row.Sum.Totals.Impressions),
            "roas" => ByRatio(Any(rows), filter, row => row.Sum.Totals.RevenueMicros, row => row.Sum.Totals.SpendMicros),
            "clicks" => By(Any(rows), filter, row => row.Sum.Totals.Clicks),
            "impressions" => By(Any(rows), filter, row => row.Sum.Totals.Impressions),
            "conversions" => By(Any(rows), filter, row => row.Sum.Totals.ConversionHundredths),
            _ => By(Any(rows), filter, row => row.Sum.Item),
        };
        return sorted.ThenBy(row => row.Sum.AccountId).ThenBy(row => row.Sum.Parent).ThenBy(row => row.Sum.Item).Select(row => row.Sum);
    }

    public static IReadOnlyList<GrainTotal> Total(this IEnumerable<(KeptSum Sum, string Currency)> rows)
    {
        var totals = new Dictionary<string, (int Rows, Totals Totals)>(StringComparer.Ordinal);
        foreach (var (sum, currency) in rows)
        {
            var (count, all) = totals.GetValueOrDefault(currency);
            totals[currency] = (count + 1, all + sum.Totals);
        }

        return [.. totals.Select(total => new GrainTotal(total.Key, total.Value.Rows, new(total.Value.Totals)))];
    }

    private static IOrderedEnumerable<(KeptSum Sum, string Currency)> Money(IEnumerable<(KeptSum Sum, string Currency)> rows, GrainFilter filter) =>
        rows.OrderByDescending(row => row.Currency == filter.Home).ThenBy(row => row.Currency, StringComparer.Ordinal);

    private static IOrderedEnumerable<(KeptSum Sum, string Currency)> Any(IEnumerable<(KeptSum Sum, string Currency)> rows) => rows.OrderBy(_ => 0);

    private static IOrderedEnumerable<(KeptSum Sum, string Currency)> By(
        IOrderedEnumerable<(KeptSum Sum, string Currency)> rows, GrainFilter filter, Func<(KeptSum Sum, string Currency), long> value) =>
        filter.Descending ? rows.ThenByDescending(value) : rows.ThenBy(value);

    private static IOrderedEnumerable<(KeptSum Sum, string Currency)> ByRatio(
        IOrderedEnumerable<(KeptSum Sum, string Currency)> rows, GrainFilter filter, Func<(KeptSum Sum, string Currency), long> part, Func<(KeptSum Sum, string Currency), long> whole)
    {
        var known = rows.ThenBy(row => whole(row) == 0);
        return filter.Descending ? known.ThenByDescending(Ratio) : known.ThenBy(Ratio);

        double Ratio((KeptSum Sum, string Currency) row) => whole(row) == 0 ? 0 : (double)part(row) / whole(row);
    }
}

using System.Linq.Expressions;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// The columns that rows of a grain are sorted by. Amounts of unlike currencies say nothing about each other, so money sorts within each
/// currency; a row without the number or the word comes last either way.
/// </summary>
internal static class GrainOrder
{
    public static IQueryable<Listed<TParent, TItem>> Sort<TParent, TItem>(this IQueryable<Listed<TParent, TItem>> rows, GrainFilter filter)
    {
        var home = filter.Home;
        var sorted = filter.Sort switch
        {
            "spend" => By(rows.OrderByDescending(row => row.Currency == home).ThenBy(row => row.Currency), filter, row => row.Row.Sums.SpendMicros),
            "revenue" => By(rows.OrderByDescending(row => row.Currency == home).ThenBy(row => row.Currency), filter, row => row.Row.Sums.RevenueMicros),
            "all-revenue" => By(rows.OrderByDescending(row => row.Currency == home).ThenBy(row => row.Currency), filter, row => row.Row.Sums.AllRevenueMicros),
            "cpc" => Money(rows, filter, row => row.Row.Sums.Clicks == 0, row => row.Row.Sums.Clicks == 0 ? 0 : (double)row.Row.Sums.SpendMicros / row.Row.Sums.Clicks),
            "cpa" => Money(rows, filter, row => row.Row.Sums.ConversionHundredths == 0, row => row.Row.Sums.ConversionHundredths == 0 ? 0 : (double)row.Row.Sums.SpendMicros / row.Row.Sums.ConversionHundredths),
            "clicks" => By(rows.OrderBy(row => 0), filter, row => row.Row.Sums.Clicks),
            "impressions" => By(rows.OrderBy(row => 0), filter, row => row.Row.Sums.Impressions),
            "conversions" => By(rows.OrderBy(row => 0), filter, row => row.Row.Sums.ConversionHundredths),
            "all-conversions" => By(rows.OrderBy(row => 0), filter, row => row.Row.Sums.AllConversionHundredths),
            "ctr" => By(rows.OrderBy(row => row.Row.Sums.Impressions == 0), filter, row => row.Row.Sums.Impressions == 0 ? 0 : (double)row.Row.Sums.Clicks / row.Row.Sums.Impressions),
            "roas" => By(rows.OrderBy(row => row.Row.Sums.SpendMicros == 0), filter, row => row.Row.Sums.SpendMicros == 0 ? 0 : (double)row.Row.Sums.RevenueMicros / row.Row.Sums.SpendMicros),
            "share" => By(rows.OrderBy(row => row.Row.Sums.ImpressionShareOf == 0), filter, row => row.Row.Sums.ImpressionShareOf == 0 ? 0 : (double)row.Row.Sums.ImpressionShare / row.Row.Sums.ImpressionShareOf),
            "lost-budget" => By(rows.OrderBy(row => row.Row.Sums.LostToBudgetOf == 0), filter, row => row.Row.Sums.LostToBudgetOf == 0 ? 0 : (double)row.Row.Sums.LostToBudget / row.Row.Sums.LostToBudgetOf),
            "lost-rank" => By(rows.OrderBy(row => row.Row.Sums.LostToRankOf == 0), filter, row => row.Row.Sums.LostToRankOf == 0 ? 0 : (double)row.Row.Sums.LostToRank / row.Row.Sums.LostToRankOf),
            "top" => By(rows.OrderBy(row => row.Row.Sums.TopOf == 0), filter, row => row.Row.Sums.TopOf == 0 ? 0 : (double)row.Row.Sums.Top / row.Row.Sums.TopOf),
            "absolute-top" => By(rows.OrderBy(row => row.Row.Sums.AbsoluteTopOf == 0), filter, row => row.Row.Sums.AbsoluteTopOf == 0 ? 0 : (double)row.Row.Sums.AbsoluteTop / row.Row.Sums.AbsoluteTopOf),
            "click-share" => By(rows.OrderBy(row => row.Row.Sums.ClickShareOf == 0), filter, row => row.Row.Sums.ClickShareOf == 0 ? 0 : (double)row.Row.Sums.ClickShare / row.Row.Sums.ClickShareOf),
            "status" => By(rows.OrderBy(row => row.Status == null), filter, row => row.Status),
            "campaign" => By(rows.OrderBy(row => row.Campaign == null), filter, row => row.Campaign),
            "group" => By(rows.OrderBy(row => row.AdGroup == null), filter, row => row.AdGroup),
            "account" => By(rows.OrderBy(row => 0), filter, row => row.Account),
            "number" => By(rows.OrderBy(row => 0), filter, row => row.Row.Item),
            _ => By(rows.OrderBy(row => row.Name == null), filter, row => row.Name),
        };

        // Pages of a list whose order is open would repeat rows and lose others.
        return sorted.ThenBy(row => row.Row.AccountId).ThenBy(row => row.Row.Parent).ThenBy(row => row.Row.Item);
    }

    private static IOrderedQueryable<Listed<TParent, TItem>> Money<TParent, TItem>(
        IQueryable<Listed<TParent, TItem>> rows, GrainFilter filter, Expression<Func<Listed<TParent, TItem>, bool>> isAbsent, Expression<Func<Listed<TParent, TItem>, double>> amount)
    {
        var home = filter.Home;
        return By(rows.OrderByDescending(row => row.Currency == home).ThenBy(row => row.Currency).ThenBy(isAbsent), filter, amount);
    }

    private static IOrderedQueryable<Listed<TParent, TItem>> By<TParent, TItem, TValue>(
        IOrderedQueryable<Listed<TParent, TItem>> rows, GrainFilter filter, Expression<Func<Listed<TParent, TItem>, TValue>> value) =>
        filter.Descending ? rows.ThenByDescending(value) : rows.ThenBy(value);
}

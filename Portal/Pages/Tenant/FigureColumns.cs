using Portal.Domain.Performance;

namespace Portal.Pages.Tenant;

/// <summary>The numbers of every exported row, in the units of their heads; the currency is a column of its own.</summary>
internal static class FigureColumns
{
    public static IEnumerable<(string Head, Func<T, object?> Of)> Of<T>(Func<T, Totals> sums) =>
    [
        ("Spend", row => sums(row).Spend),
        ("Clicks", row => sums(row).Clicks),
        ("Impressions", row => sums(row).Impressions),
        ("Click-through rate", row => Round(sums(row).ClickThroughRate, 6)),
        ("Cost per click", row => Round(sums(row).CostPerClick, 6)),
        ("Conversions", row => sums(row).Conversions),
        ("Cost per conversion", row => Round(sums(row).CostPerConversion, 6)),
        ("Revenue", row => sums(row).Revenue),
        ("Return on ad spend", row => Round(sums(row).ReturnOnAdSpend, 6)),
    ];

    private static decimal? Round(decimal? ratio, int decimals) => ratio is { } known ? decimal.Round(known, decimals) : null;
}

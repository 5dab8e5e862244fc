using Portal.Components;
using Portal.Domain;
using Portal.Domain.Performance;

namespace Portal.Pages.Tenant;

/// <summary>A number people follow: its name, how it comes out of sums, and how it is read.</summary>
/// <param name="Key">Its name in an address.</param>
/// <param name="Head">As heads of columns say it: CTR.</param>
/// <param name="A">As a heading of a chart says it: "Spend a day".</param>
/// <param name="Of">Null where there is no base to divide by.</param>
/// <param name="Say">With the currency of the sums.</param>
/// <param name="Better">Whether more is good news.</param>
public sealed record Metric(string Key, string Label, string Head, string A, Func<Totals, decimal?> Of, Func<decimal, string, string> Say, Better Better, Metric.Kind Shape = Metric.Kind.Count)
{
    public enum Kind
    {
        Count,
        Money,
        Share,
    }

    public static IReadOnlyList<Metric> All { get; } =
    [
        new("spend", "Spend", "Spend", "Spend a day", sums => sums.Spend, Whole, Better.Neither, Kind.Money),
        new("clicks", "Clicks", "Clicks", "Clicks a day", sums => sums.Clicks, Number, Better.Up),
        new("impressions", "Impressions", "Impressions", "Impressions a day", sums => sums.Impressions, Number, Better.Up),
        new("conversions", "Conversions", "Conversions", "Conversions a day", sums => sums.Conversions, (value, _) => Components.Say.Number(value, value % 1 == 0 ? 0 : 1), Better.Up),
        new("ctr", "Click-through rate", "CTR", "Click-through rate by day", sums => sums.ClickThroughRate, (value, _) => Components.Say.Percent(value), Better.Up, Kind.Share),
        new("cpc", "Cost per click", "CPC", "Cost per click by day", sums => sums.CostPerClick, Exact, Better.Down, Kind.Money),
        new("cpa", "Cost per conversion", "CPA", "Cost per conversion by day", sums => sums.CostPerConversion, Exact, Better.Down, Kind.Money),
        new("roas", "Return on ad spend", "ROAS", "Return on ad spend by day", sums => sums.ReturnOnAdSpend, (value, _) => Components.Say.Number(value, 2), Better.Up),
    ];

    public static Metric Read(string? key) => All.FirstOrDefault(metric => metric.Key == key) ?? All[0];

    public string Read(Totals sums, string currency) => Of(sums) is { } value ? Say(value, currency) : Components.Say.None;

    /// <summary>The value as charts draw it: shares in hundredths.</summary>
    public decimal? Drawn(Totals sums) => Shape == Kind.Share ? Of(sums) * 100 : Of(sums);

    private static string Whole(decimal amount, string currency) => Components.Say.MoneyWhole(Money.Of(amount, currency));

    private static string Exact(decimal amount, string currency) => Components.Say.Money(Money.Of(amount, currency));

    private static string Number(decimal number, string currency) => Components.Say.Number(number);
}

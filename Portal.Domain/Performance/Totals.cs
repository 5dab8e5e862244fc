namespace Portal.Domain.Performance;

/// <summary>Sums over days of one currency, and the ratios that people read; a ratio without a base is null, not zero.</summary>
/// <param name="SpendMicros">Millionths of the currency's unit, as <paramref name="RevenueMicros"/>.</param>
/// <param name="ConversionHundredths">Hundredths of a conversion.</param>
public readonly record struct Totals(long Impressions, long Clicks, long SpendMicros, long ConversionHundredths, long RevenueMicros)
{
    public decimal Spend => (decimal)SpendMicros / Money.MicrosPerUnit;

    public decimal Revenue => (decimal)RevenueMicros / Money.MicrosPerUnit;

    public decimal Conversions => ConversionHundredths / 100m;

    /// <summary>Clicks per impression, 0 to 1.</summary>
    public decimal? ClickThroughRate => Ratio(Clicks, Impressions);

    public decimal? CostPerClick => Ratio(Spend, Clicks);

    public decimal? CostPerConversion => Ratio(Spend, Conversions);

    /// <summary>Revenue per unit of spend.</summary>
    public decimal? ReturnOnAdSpend => Ratio(Revenue, Spend);

    public static Totals operator +(Totals a, Totals b) => new(
        a.Impressions + b.Impressions,
        a.Clicks + b.Clicks,
        a.SpendMicros + b.SpendMicros,
        a.ConversionHundredths + b.ConversionHundredths,
        a.RevenueMicros + b.RevenueMicros);

    public static Totals Add(Totals left, Totals right) => left + right;

    private static decimal? Ratio(decimal part, decimal whole) => whole == 0 ? null : part / whole;
}

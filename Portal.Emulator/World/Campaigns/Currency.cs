namespace Portal.Emulator.World.Campaigns;

/// <summary>How big an amount is in an account's currency: <paramref name="PerDollar"/> rough units for a dollar, and the digits after the point that exist.</summary>
public sealed record Currency(string Code, decimal PerDollar, int Digits)
{
    private static readonly Dictionary<string, Currency> Known = new Currency[]
    {
        new("USD", 1m, 2), new("EUR", 0.9m, 2), new("GBP", 0.8m, 2), new("CHF", 0.9m, 2), new("CAD", 1.35m, 2), new("AUD", 1.5m, 2),
        new("SEK", 10.5m, 2), new("NOK", 10.7m, 2), new("DKK", 6.9m, 2), new("PLN", 4m, 2), new("CZK", 23m, 2), new("INR", 84m, 2),
        new("BRL", 5.4m, 2), new("MXN", 18m, 2), new("ZAR", 18m, 2), new("SGD", 1.35m, 2), new("JPY", 150m, 0), new("KRW", 1350m, 0),
        new("HUF", 360m, 0), new("CLP", 930m, 0), new("IDR", 15_800m, 0), new("VND", 25_000m, 0),
    }.ToDictionary(currency => currency.Code);

    /// <summary>The smallest amounts that a dollar is worth: cents, or whole yen.</summary>
    public double SmallestPerDollar => (double)PerDollar * SmallestPerUnit;

    public int SmallestPerUnit => Digits == 0 ? 1 : 100;

    /// <summary>The lowest bid, as it is set on an ad group that names none.</summary>
    public decimal LowestBid => Digits == 0 ? Math.Round(0.05m * PerDollar) : 0.05m;

    public static Currency Of(string code) => Known.GetValueOrDefault(code) ?? new(code, 1m, 2);

    /// <summary>An amount a person would type: two leading digits, the second 0 or 5.</summary>
    public decimal Round(double dollars)
    {
        var amount = dollars * (double)PerDollar;
        var step = Math.Pow(10, Math.Floor(Math.Log10(amount))) / 2;
        return Math.Max(LowestBid, Math.Round((decimal)(Math.Round(amount / step) * step), Digits));
    }
}

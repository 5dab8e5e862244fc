using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Performance;

/// <summary>
/// The character of a campaign: what an ordinary day looks like and how it swings. Money is in the smallest amounts of the
/// currency (cents, or whole yen); rates are fractions.
/// </summary>
public readonly record struct Traits
{
    public double Impressions { get; private init; }

    public double ClickRate { get; private init; }

    public double ClickPrice { get; private init; }

    public double ConversionRate { get; private init; }

    public double BasketValue { get; private init; }

    /// <summary>Natural logarithm of the growth in a day.</summary>
    public double Growth { get; private init; }

    /// <summary>What a weekend day has of a working day: under 1 for office products, over 1 for leisure.</summary>
    public double Weekend { get; private init; }

    public double Season { get; private init; }

    /// <summary>Day of the year on which the season is highest.</summary>
    public int Peak { get; private init; }

    /// <summary>How far a day may lie from the ordinary one, up or down.</summary>
    public double Swing { get; private init; }

    /// <summary>Share of days on which nothing happens.</summary>
    public double Quiet { get; private init; }

    /// <summary>Share of the impressions it could have had.</summary>
    public double ImpressionShare { get; private init; }

    /// <summary>A campaign that would spend about <paramref name="dollars"/> a day if no budget held it.</summary>
    public static Traits Throw(Dice dice, string type, Currency currency, double dollars)
    {
        var (rate, price, conversion) = type switch
        {
            "Search" => (0.055, 1.1, 0.05),
            "Shopping" => (0.011, 0.6, 0.03),
            "PerformanceMax" => (0.018, 0.7, 0.035),
            "Audience" => (0.005, 0.35, 0.008),
            "DynamicSearchAds" => (0.04, 0.8, 0.035),
            _ => (0.02, 0.9, 0.02),
        };
        rate *= dice.With(20).Between(0.6, 1.7);
        price *= dice.With(21).Between(0.4, 2.2);
        var impressions = dollars / price / rate;
        return new()
        {
            Impressions = impressions,
            ClickRate = rate,
            ClickPrice = price * currency.SmallestPerDollar,
            ConversionRate = conversion * dice.With(22).Between(0.4, 1.9),
            BasketValue = dice.With(23).Between(18, 140) * currency.SmallestPerDollar,
            Growth = Math.Log(1 + dice.With(24).Between(-0.15, 0.45)) / 365,
            Weekend = dice.With(25).Between(0.45, 1.35),
            Season = dice.With(26).Between(0.05, 0.45),
            Peak = dice.With(27).Chance(0.6) ? 340 : dice.With(28).Below(365),
            Swing = dice.With(29).Between(0.1, 0.4),
            Quiet = impressions < 300 ? 0.2 : impressions < 1_500 ? 0.03 : 0,
            ImpressionShare = dice.With(30).Between(0.25, 0.92),
        };
    }
}

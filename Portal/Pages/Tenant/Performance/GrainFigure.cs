using Portal.Components;
using Portal.Domain;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Performance;

/// <summary>A column of numbers of a data page.</summary>
/// <param name="Key">Its name in an address.</param>
/// <param name="Label">In full, as files and the choice of columns say it.</param>
/// <param name="Head">As the table says it.</param>
/// <param name="Of">Null where there is none.</param>
/// <param name="Say">With the currency of the sums.</param>
/// <param name="Better">Whether more is good news.</param>
public sealed record GrainFigure(string Key, string Label, string Head, Func<GrainSums, decimal?> Of, Func<decimal, string, string> Say, Better Better = Better.Up)
{
    private static readonly GrainFigure[] Usual =
    [
        new("spend", "Spend", "Spend", sums => sums.Totals.Spend, Amount, Better.Neither),
        new("clicks", "Clicks", "Clicks", sums => sums.Totals.Clicks, Whole),
        new("impressions", "Impressions", "Impr.", sums => sums.Totals.Impressions, Whole),
        new("ctr", "Click-through rate", "CTR", sums => sums.Totals.ClickThroughRate, Share),
        new("cpc", "Cost per click", "CPC", sums => sums.Totals.CostPerClick, Amount, Better.Down),
        new("conversions", "Conversions", "Conv.", sums => sums.Totals.Conversions, Conversions),
        new("cpa", "Cost per conversion", "CPA", sums => sums.Totals.CostPerConversion, Amount, Better.Down),
        new("revenue", "Revenue", "Revenue", sums => sums.Totals.Revenue, Amount),
        new("roas", "Return on ad spend", "ROAS", sums => sums.Totals.ReturnOnAdSpend, (value, _) => Components.Say.Number(value, 2)),
    ];

    private static readonly GrainFigure[] Goals =
    [
        new("all-conversions", "All conversions", "All conv.", sums => sums.AllConversionHundredths / 100m, Conversions),
        new("all-revenue", "All revenue", "All revenue", sums => (decimal)sums.AllRevenueMicros / Money.MicrosPerUnit, Amount),
        new("conversions", "Conversions", "Conv.", sums => sums.Totals.Conversions, Conversions),
        new("revenue", "Revenue", "Revenue", sums => sums.Totals.Revenue, Amount),
    ];

    private static readonly GrainFigure[] Shares =
    [
        new("impressions", "Impressions", "Impr.", sums => sums.Totals.Impressions, Whole),
        new("share", "Impression share", "Impr. share", sums => sums.Shares?.ImpressionShare, Share),
        new("lost-budget", "Lost to budget", "Lost: budget", sums => sums.Shares?.LostToBudget, Share, Better.Down),
        new("lost-rank", "Lost to rank", "Lost: rank", sums => sums.Shares?.LostToRank, Share, Better.Down),
        new("top", "Top impression share", "Top", sums => sums.Shares?.Top, Share),
        new("absolute-top", "Absolute top impression share", "Absolute top", sums => sums.Shares?.AbsoluteTop, Share),
        new("click-share", "Click share", "Click share", sums => sums.Shares?.ClickShare, Share),
    ];

    public static IReadOnlyList<GrainFigure> All(FigureSet set) => set switch { FigureSet.Goals => Goals, FigureSet.Shares => Shares, _ => Usual };

    public string Read(GrainSums sums, string currency) => Of(sums) is { } value ? Say(value, currency) : Components.Say.None;

    private static string Amount(decimal amount, string currency) => Components.Say.Money(Money.Of(amount, currency));

    private static string Whole(decimal number, string currency) => Components.Say.Number(number);

    private static string Share(decimal share, string currency) => Components.Say.Percent(share);

    private static string Conversions(decimal number, string currency) => Components.Say.Number(number, number % 1 == 0 ? 0 : 2);
}

using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>
/// Columns that count. Conversions are whole in the deprecated columns and have two digits in the qualified ones; a ratio
/// without a base is empty, or zero percent, as section 5.5 of our contract says.
/// </summary>
internal static class MeasureColumns
{
    /// <summary>Counted things that our world does not have.</summary>
    private static readonly string[] ZeroCounts =
    [
        "LowQualityConversions", "PhoneImpressions", "PhoneCalls", "ViewThroughConversions", "VideoViews", "VideoViewsAt25Percent",
        "VideoViewsAt50Percent", "VideoViewsAt75Percent", "CompletedVideoViews", "TotalWatchTimeInMS", "Sales", "Installs", "Downloads",
        "AppInstalls", "Purchases", "Subscriptions", "NewCustomerCount",
    ];

    private static readonly string[] ZeroAmounts =
    [
        "AveragePosition", "LowQualityConversionsQualified", "ViewThroughRevenue", "NewCustomerConversions", "NewCustomerRevenue",
        "UnknownCustomerConversions", "UnknownCustomerRevenue", "NewCustomerSpend",
    ];

    private static readonly string[] UndefinedRatios =
    [
        "LowQualityConversionRate", "Ptr", "CostPerAssist", "RevenuePerAssist", "ViewThroughConversionsQualified", "ViewThroughRate", "AverageCPV",
        "VideoCompletionRate", "AverageWatchTimePerVideoView", "AverageWatchTimePerImpression", "CostPerSale", "RevenuePerSale", "CostPerInstall",
        "RevenuePerInstall", "PostClickDownloadRate", "CostPerDownload", "PostClickInstallRate", "CPI", "PostInstallPurchaseRate", "CPP",
        "PostInstallSubscriptionRate", "CPS", "NewCustomerConversionRate", "NewCustomerCPA", "NewCustomerReturnOnAdSpend",
    ];

    public static IEnumerable<Column> All =>
    [
        Count("Impressions", figures => figures.Impressions),
        Count("Clicks", figures => figures.Clicks),
        Percent("Ctr", figures => (figures.Clicks, figures.Impressions)),
        Money("Spend", figures => figures.Spend),
        MoneyPer("AverageCpc", figures => (figures.Spend, figures.Clicks), "0.00"),
        MoneyPer("AverageCpm", figures => (figures.Spend * 1_000, figures.Impressions), "0.00"),
        Count("Conversions", figures => figures.Conversions / 100),
        Amount("ConversionsQualified", figures => figures.Conversions),
        Percent("ConversionRate", figures => (figures.Conversions / 100, figures.Clicks), undefined: ""),
        MoneyPer("CostPerConversion", figures => (figures.Spend * 100, figures.Conversions), ""),
        Money("Revenue", figures => figures.Revenue),
        Ratio("ReturnOnAdSpend", figures => (figures.Revenue, figures.Spend)),
        MoneyPer("RevenuePerConversion", figures => (figures.Revenue * 100, figures.Conversions), ""),
        Count("AllConversions", figures => All115(figures.Conversions) / 100),
        Amount("AllConversionsQualified", figures => All115(figures.Conversions)),
        Percent("AllConversionRate", figures => (All115(figures.Conversions) / 100, figures.Clicks), undefined: ""),
        MoneyPer("AllCostPerConversion", figures => (figures.Spend * 100, All115(figures.Conversions)), ""),
        Money("AllRevenue", figures => All115(figures.Revenue)),
        Ratio("AllReturnOnAdSpend", figures => (All115(figures.Revenue), figures.Spend)),
        MoneyPer("AllRevenuePerConversion", figures => (figures.Revenue * 100, figures.Conversions), ""),
        Count("Assists", figures => figures.Conversions / 700),
        Count("LowQualityClicks", figures => figures.Clicks / 25),
        Count("LowQualityGeneralClicks", figures => figures.Clicks / 25 - figures.Clicks / 60),
        Count("LowQualitySophisticatedClicks", figures => figures.Clicks / 60),
        Percent("LowQualityClicksPercent", figures => (figures.Clicks / 25, figures.Clicks + figures.Clicks / 25)),
        Count("LowQualityImpressions", figures => figures.Impressions / 12),
        Percent("LowQualityImpressionsPercent", figures => (figures.Impressions / 12, figures.Impressions + figures.Impressions / 12)),
        Share("ImpressionSharePercent", figures => (figures.Impressions, figures.Eligible)),
        Share("ImpressionLostToBudgetPercent", figures => (figures.LostToBudget, figures.Eligible)),
        Share("ImpressionLostToRankAggPercent", figures => (figures.LostToRank, figures.Eligible)),
        Share("ExactMatchImpressionSharePercent", figures => (figures.Impressions * 9 / 10, figures.Eligible)),
        Share("ClickSharePercent", figures => (figures.Impressions * 8 / 10, figures.Eligible)),
        Share("AbsoluteTopImpressionSharePercent", figures => (figures.Impressions / 3, figures.Eligible)),
        Share("AbsoluteTopImpressionShareLostToBudgetPercent", figures => (figures.LostToBudget / 3, figures.Eligible)),
        Share("AbsoluteTopImpressionShareLostToRankPercent", figures => (figures.LostToRank / 3, figures.Eligible)),
        Share("AbsoluteTopImpressionRatePercent", figures => (figures.Impressions / 3, figures.Impressions)),
        Share("TopImpressionSharePercent", figures => (figures.Impressions * 2 / 3, figures.Eligible)),
        Share("TopImpressionShareLostToBudgetPercent", figures => (figures.LostToBudget * 2 / 3, figures.Eligible)),
        Share("TopImpressionShareLostToRankPercent", figures => (figures.LostToRank * 2 / 3, figures.Eligible)),
        Share("TopImpressionRatePercent", figures => (figures.Impressions * 2 / 3, figures.Impressions)),
        Share("AudienceImpressionSharePercent", _ => (0, 0)),
        Share("AudienceImpressionLostToRankPercent", _ => (0, 0)),
        Share("AudienceImpressionLostToBudgetPercent", _ => (0, 0)),
        Share("RelativeCtr", _ => (0, 0)),
        .. ZeroCounts.Select(name => Count(name, _ => 0)),
        .. ZeroAmounts.Select(name => Amount(name, _ => 0)),
        .. UndefinedRatios.Select(name => new Column(name, ColumnRole.Measure, (_, csv) => csv.Field(""))),
    ];

    /// <summary>All conversions count those of goals that are left out of the ordinary ones: about a seventh more.</summary>
    private static long All115(long ordinary) => ordinary * 115 / 100;

    private static Column Count(string name, Func<Figures, long> value) =>
        new(name, ColumnRole.Measure, (row, csv) => csv.Whole(value(row.Figures)));

    private static Column Amount(string name, Func<Figures, long> hundredths) =>
        new(name, ColumnRole.Measure, (row, csv) => csv.Hundredths(hundredths(row.Figures)));

    private static Column Money(string name, Func<Figures, long> value) =>
        new(name, ColumnRole.Measure, (row, csv) => csv.Hundredths(value(row.Figures) * (100 / row.Tree.Currency.SmallestPerUnit)));

    private static Column MoneyPer(string name, Func<Figures, (long Of, long By)> value, string undefined) => new(name, ColumnRole.Measure, (row, csv) =>
    {
        var (amount, by) = value(row.Figures);
        if (by == 0)
        {
            csv.Field(undefined);
        }
        else
        {
            csv.Hundredths(Rounded(amount, by, 100 / row.Tree.Currency.SmallestPerUnit));
        }
    });

    private static Column Ratio(string name, Func<Figures, (long Of, long By)> value) => new(name, ColumnRole.Measure, (row, csv) =>
    {
        var (of, by) = value(row.Figures);
        if (by == 0)
        {
            csv.Field("");
        }
        else
        {
            csv.Hundredths(Rounded(of, by, 100));
        }
    });

    private static Column Share(string name, Func<Figures, (long Of, long By)> value) => Percent(name, value, "") with { Role = ColumnRole.Share };

    private static Column Percent(string name, Func<Figures, (long Of, long By)> value, string undefined = "0.00%") => new(name, ColumnRole.Measure, (row, csv) =>
    {
        var (of, by) = value(row.Figures);
        if (by == 0)
        {
            csv.Field(undefined);
        }
        else
        {
            csv.Hundredths(Rounded(of, by, 10_000), "%");
        }
    });

    private static long Rounded(long of, long by, int times) => (long)Math.Round((double)of * times / by);
}

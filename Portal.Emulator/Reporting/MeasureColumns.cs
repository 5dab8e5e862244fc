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
        "AppInstalls", "Purchases", "Subscriptions", "NewCustomerCount", "AssistedImpressions", "AssistedClicks", "AssistedConversions", "QuantityBought",
    ];

    private static readonly string[] ZeroAmounts =
    [
        "AveragePosition", "LowQualityConversionsQualified", "ViewThroughRevenue", "NewCustomerConversions", "NewCustomerRevenue",
        "UnknownCustomerConversions", "UnknownCustomerRevenue", "NewCustomerSpend", "AssistedConversionsQualified",
    ];

    private static readonly string[] UndefinedRatios =
    [
        "LowQualityConversionRate", "Ptr", "CostPerAssist", "RevenuePerAssist", "ViewThroughConversionsQualified", "ViewThroughRate", "AverageCPV",
        "VideoCompletionRate", "AverageWatchTimePerVideoView", "AverageWatchTimePerImpression", "CostPerSale", "RevenuePerSale", "CostPerInstall",
        "RevenuePerInstall", "PostClickDownloadRate", "CostPerDownload", "PostClickInstallRate", "CPI", "PostInstallPurchaseRate", "CPP",
        "PostInstallSubscriptionRate", "CPS", "BenchmarkBid", "BenchmarkCtr", "NewCustomerConversionRate", "NewCustomerCPA", "NewCustomerReturnOnAdSpend",
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
        Count("AllConversions", figures => AllOf(figures) / 100),
        Amount("AllConversionsQualified", AllOf),
        Percent("AllConversionRate", figures => (AllOf(figures) / 100, figures.Clicks), undefined: ""),
        MoneyPer("AllCostPerConversion", figures => (figures.Spend * 100, AllOf(figures)), ""),
        Money("AllRevenue", AllMoney),
        Ratio("AllReturnOnAdSpend", figures => (AllMoney(figures), figures.Spend)),
        MoneyPer("AllRevenuePerConversion", figures => (AllMoney(figures) * 100, AllOf(figures)), ""),
        Count("TotalClicksOnAdElements", figures => figures.Clicks),
        Count("Assists", figures => figures.Conversions / 700),
        Count("LowQualityClicks", figures => figures.Clicks / 25),
        Count("LowQualityGeneralClicks", figures => figures.Clicks / 25 - figures.Clicks / 60),
        Count("LowQualitySophisticatedClicks", figures => figures.Clicks / 60),
        Percent("LowQualityClicksPercent", figures => (figures.Clicks / 25, figures.Clicks + figures.Clicks / 25)),
        Count("LowQualityImpressions", figures => figures.Impressions / 12),
        Percent("LowQualityImpressionsPercent", figures => (figures.Impressions / 12, figures.Impressions + figures.Impressions / 12)),
        Share("ImpressionSharePercent", figures => (figures.Judged, figures.Eligible)),
        Share("ImpressionLostToBudgetPercent", figures => (figures.LostToBudget, figures.Eligible)),
        Share("ImpressionLostToRankAggPercent", figures => (figures.LostToRank, figures.Eligible)),
        Share("ExactMatchImpressionSharePercent", figures => (figures.Judged * 9 / 10, figures.Eligible)),
        Share("ClickSharePercent", figures => (figures.Judged * 8 / 10, figures.Eligible)),
        Share("AbsoluteTopImpressionSharePercent", figures => (figures.Judged / 3, figures.Eligible)),
        Share("AbsoluteTopImpressionShareLostToBudgetPercent", figures => (figures.LostToBudget / 3, figures.Eligible)),
        Share("AbsoluteTopImpressionShareLostToRankPercent", figures => (figures.LostToRank / 3, figures.Eligible)),
        Share("AbsoluteTopImpressionRatePercent", figures => (figures.Judged / 3, figures.Judged)),
        Share("TopImpressionSharePercent", figures => (figures.Judged * 2 / 3, figures.Eligible)),
        Share("TopImpressionShareLostToBudgetPercent", figures => (figures.LostToBudget * 2 / 3, figures.Eligible)),
        Share("TopImpressionShareLostToRankPercent", figures => (figures.LostToRank * 2 / 3, figures.Eligible)),
        Share("TopImpressionRatePercent", figures => (figures.Judged * 2 / 3, figures.Judged)),
        OfAudience("AudienceImpressionSharePercent", figures => (figures.Judged, figures.Eligible)),
        OfAudience("AudienceImpressionLostToRankPercent", figures => (figures.LostToRank, figures.Eligible)),
        OfAudience("AudienceImpressionLostToBudgetPercent", figures => (figures.LostToBudget, figures.Eligible)),
        Share("ImpressionLostToRankPercent", figures => (figures.LostToRank, figures.Eligible)),
        new("DailySpend", ColumnRole.Measure, (row, csv) => csv.Hundredths(row.Figures.Spend * (100 / row.Currency.SmallestPerUnit))),
        new("MonthToDateSpend", ColumnRole.Measure, (row, csv) => csv.Hundredths(row.MonthToDate * (100 / row.Currency.SmallestPerUnit))),
        new("MonthlyBudget", ColumnRole.Measure, WriteMonthlyBudget),
        Share("RelativeCtr", _ => (0, 0)),
        .. ZeroCounts.Select(name => Count(name, _ => 0)),
        .. ZeroAmounts.Select(name => Amount(name, _ => 0)),
        .. UndefinedRatios.Select(name => new Column(name, ColumnRole.Measure, (_, csv) => csv.Field(""))),
    ];

    /// <summary>All conversions count those of goals that are left out of the ordinary ones.</summary>
    private static long AllOf(Figures figures) => figures.Conversions + figures.ExtraConversions;

    private static long AllMoney(Figures figures) => figures.Revenue + figures.ExtraRevenue;

    private static Column Count(string name, Func<Figures, long> value) =>
        new(name, ColumnRole.Measure, (row, csv) => csv.Whole(value(row.Figures)));

    private static Column Amount(string name, Func<Figures, long> hundredths) =>
        new(name, ColumnRole.Measure, (row, csv) => csv.Hundredths(hundredths(row.Figures)));

    private static Column Money(string name, Func<Figures, long> value) =>
        new(name, ColumnRole.Measure, (row, csv) => csv.Hundredths(value(row.Figures) * (100 / row.Currency.SmallestPerUnit)));

    private static Column MoneyPer(string name, Func<Figures, (long Of, long By)> value, string undefined) => new(name, ColumnRole.Measure, (row, csv) =>
    {
        var (amount, by) = value(row.Figures);
        if (by == 0)
        {
            csv.Field(undefined);
        }
        else
        {
            csv.Hundredths(Rounded(amount, by, 100 / row.Currency.SmallestPerUnit));
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

    /// <summary>A share that only audience campaigns have.</summary>
    private static Column OfAudience(string name, Func<Figures, (long Of, long By)> value)
    {
        var share = Share(name, value);
        return share with { Write = (row, csv) => (row.Campaign?.Type == "Audience" ? share.Write : Nothing)(row, csv) };
    }

    private static void Nothing(Row row, CsvText csv) => csv.Field("");

    /// <summary>What the days of the month may cost at most.</summary>
    private static void WriteMonthlyBudget(Row row, CsvText csv)
    {
        var day = row.Period.Day!.Value;
        csv.Hundredths((long)(row.Campaign!.Spendable(day) * 100) * DateTime.DaysInMonth(day.Year, day.Month));
    }

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

namespace Portal.Infrastructure.Performance;

/// <summary>How each set of figures is summed: rows of a report into rows of a page, and those into totals.</summary>
internal static class GrainSumming
{
    public static IQueryable<Summed<TParent, TItem>> Sum<TParent, TItem>(this IQueryable<Fact<TParent, TItem>> facts, FigureSet figures)
    {
        var rows = facts.GroupBy(fact => new { fact.AccountId, fact.Parent, fact.Item });
        return figures switch
        {
            FigureSet.Goals => rows.Select(row => new Summed<TParent, TItem>
            {
                AccountId = row.Key.AccountId,
                Parent = row.Key.Parent,
                Item = row.Key.Item,
                CampaignId = row.Max(fact => fact.CampaignId),
                Sums = new Sums
                {
                    ConversionHundredths = row.Sum(fact => fact.ConversionHundredths),
                    RevenueMicros = row.Sum(fact => fact.RevenueMicros),
                    AllConversionHundredths = row.Sum(fact => fact.AllConversionHundredths),
                    AllRevenueMicros = row.Sum(fact => fact.AllRevenueMicros),
                },
            }),
            FigureSet.Shares => rows.Select(row => new Summed<TParent, TItem>
            {
                AccountId = row.Key.AccountId,
                Parent = row.Key.Parent,
                Item = row.Key.Item,
                CampaignId = row.Max(fact => fact.CampaignId),
                Sums = new Sums
                {
                    Impressions = row.Sum(fact => fact.Impressions),
                    ImpressionShare = row.Sum(fact => fact.ImpressionShare == null ? 0 : fact.Impressions * (long)fact.ImpressionShare),
                    ImpressionShareOf = row.Sum(fact => fact.ImpressionShare == null ? 0 : fact.Impressions),
                    LostToBudget = row.Sum(fact => fact.LostToBudget == null ? 0 : fact.Impressions * (long)fact.LostToBudget),
                    LostToBudgetOf = row.Sum(fact => fact.LostToBudget == null ? 0 : fact.Impressions),
                    LostToRank = row.Sum(fact => fact.LostToRank == null ? 0 : fact.Impressions * (long)fact.LostToRank),
                    LostToRankOf = row.Sum(fact => fact.LostToRank == null ? 0 : fact.Impressions),
                    Top = row.Sum(fact => fact.Top == null ? 0 : fact.Impressions * (long)fact.Top),
                    TopOf = row.Sum(fact => fact.Top == null ? 0 : fact.Impressions),
                    AbsoluteTop = row.Sum(fact => fact.AbsoluteTop == null ? 0 : fact.Impressions * (long)fact.AbsoluteTop),
                    AbsoluteTopOf = row.Sum(fact => fact.AbsoluteTop == null ? 0 : fact.Impressions),
                    ClickShare = row.Sum(fact => fact.ClickShare == null ? 0 : fact.Impressions * (long)fact.ClickShare),
                    ClickShareOf = row.Sum(fact => fact.ClickShare == null ? 0 : fact.Impressions),
                },
            }),
            _ => rows.Select(row => new Summed<TParent, TItem>
            {
                AccountId = row.Key.AccountId,
                Parent = row.Key.Parent,
                Item = row.Key.Item,
                CampaignId = row.Max(fact => fact.CampaignId),
                Sums = new Sums
                {
                    Impressions = row.Sum(fact => fact.Impressions),
                    Clicks = row.Sum(fact => fact.Clicks),
                    SpendMicros = row.Sum(fact => fact.SpendMicros),
                    ConversionHundredths = row.Sum(fact => fact.ConversionHundredths),
                    RevenueMicros = row.Sum(fact => fact.RevenueMicros),
                },
            }),
        };
    }

    public static IQueryable<Totalled> Total<TParent, TItem>(this IQueryable<Listed<TParent, TItem>> rows, FigureSet figures)
    {
        var currencies = rows.GroupBy(row => row.Currency);
        return figures switch
        {
            FigureSet.Goals => currencies.Select(all => new Totalled
            {
                Currency = all.Key,
                Rows = all.Count(),
                Sums = new Sums
                {
                    ConversionHundredths = all.Sum(row => row.Row.Sums.ConversionHundredths),
                    RevenueMicros = all.Sum(row => row.Row.Sums.RevenueMicros),
                    AllConversionHundredths = all.Sum(row => row.Row.Sums.AllConversionHundredths),
                    AllRevenueMicros = all.Sum(row => row.Row.Sums.AllRevenueMicros),
                },
            }),
            FigureSet.Shares => currencies.Select(all => new Totalled
            {
                Currency = all.Key,
                Rows = all.Count(),
                Sums = new Sums
                {
                    Impressions = all.Sum(row => row.Row.Sums.Impressions),
                    ImpressionShare = all.Sum(row => row.Row.Sums.ImpressionShare),
                    ImpressionShareOf = all.Sum(row => row.Row.Sums.ImpressionShareOf),
                    LostToBudget = all.Sum(row => row.Row.Sums.LostToBudget),
                    LostToBudgetOf = all.Sum(row => row.Row.Sums.LostToBudgetOf),
                    LostToRank = all.Sum(row => row.Row.Sums.LostToRank),
                    LostToRankOf = all.Sum(row => row.Row.Sums.LostToRankOf),
                    Top = all.Sum(row => row.Row.Sums.Top),
                    TopOf = all.Sum(row => row.Row.Sums.TopOf),
                    AbsoluteTop = all.Sum(row => row.Row.Sums.AbsoluteTop),
                    AbsoluteTopOf = all.Sum(row => row.Row.Sums.AbsoluteTopOf),
                    ClickShare = all.Sum(row => row.Row.Sums.ClickShare),
                    ClickShareOf = all.Sum(row => row.Row.Sums.ClickShareOf),
                },
            }),
            _ => currencies.Select(all => new Totalled
            {
                Currency = all.Key,
                Rows = all.Count(),
                Sums = new Sums
                {
                    Impressions = all.Sum(row => row.Row.Sums.Impressions),
                    Clicks = all.Sum(row => row.Row.Sums.Clicks),
                    SpendMicros = all.Sum(row => row.Row.Sums.SpendMicros),
                    ConversionHundredths = all.Sum(row => row.Row.Sums.ConversionHundredths),
                    RevenueMicros = all.Sum(row => row.Row.Sums.RevenueMicros),
                },
            }),
        };
    }
}

namespace Portal.Emulator.Reporting;

/// <summary>The budget report: a row for each campaign and day, with what the month has cost so far.</summary>
internal static class BudgetRows
{
    /// <summary>The account's periods are days and begin with the month of the first one asked for.</summary>
    public static IEnumerable<Row> Of(ReportPlan plan, AccountPart part)
    {
        foreach (var campaign in part.Tree.Campaigns.Where(campaign => plan.Includes(part, campaign)))
        {
            var spent = 0L;
            foreach (var period in part.Periods)
            {
                var figures = part.In(campaign, period.Slices[0]);
                spent = period.Day is { Day: 1 } ? figures.Spend : spent + figures.Spend;
                if (figures.Rows > 0 && period.Day >= plan.Time.First)
                {
                    yield return new Row(part) { Period = period, Campaign = campaign, Figures = figures, MonthToDate = spent };
                }
            }
        }
    }
}

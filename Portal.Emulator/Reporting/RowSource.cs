using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>
/// Makes the rows of a report one after the other, campaign by campaign and period by period; nothing but the current
/// campaign is held. Two runs give the same rows.
/// </summary>
internal sealed class RowSource(ReportPlan plan)
{
    public IEnumerable<Row> Rows()
    {
        var rows = plan.Accounts.SelectMany(Rows).Where(row => !plan.Kind.OnlyConverted || row.Figures.Conversions + row.Figures.ExtraConversions > 0);
        return Merging.IsNeeded(plan) ? Merging.Merge(rows, plan) : rows;
    }

    private IEnumerable<Row> Rows(AccountPart part)
    {
        var rows = plan.Kind.IsByDate ? BudgetRows.Of(plan, part) : plan.Grain == Grain.Account ? AccountRows(part) : CampaignRows(part);
        return plan.IsDivided ? rows.SelectMany(row => Cells.Of(row, plan)) : rows;
    }

    private static IEnumerable<Row> AccountRows(AccountPart part)
    {
        foreach (var period in part.Periods)
        {
            var sum = new Figures();
            foreach (var campaign in part.Tree.Campaigns)
            {
                sum.Add(Sum(part, campaign, period));
            }

            if (sum.Rows > 0)
            {
                yield return new Row(part) { Period = period, Figures = sum };
            }
        }
    }

    private IEnumerable<Row> CampaignRows(AccountPart part)
    {
        var row = new Row(part) { Period = Period.None };
        foreach (var campaign in part.Tree.Campaigns.Where(campaign => plan.Includes(part, campaign)))
        {
            row.Campaign = campaign;
            foreach (var made in plan.Grain == Grain.Campaign ? WholeCampaign(row, part) : new LeafRows(plan, part, campaign).Rows(row))
            {
                yield return made;
            }
        }
    }

    private static IEnumerable<Row> WholeCampaign(Row row, AccountPart part)
    {
        foreach (var period in part.Periods)
        {
            var sum = Sum(part, row.Campaign!, period);
            if (sum.Rows == 0)
            {
                continue;
            }

            (row.Period, row.Figures) = (period, sum);
            yield return row;
        }
    }

    private static Figures Sum(AccountPart part, Campaign campaign, Period period)
    {
        var sum = new Figures();
        foreach (var slice in period.Slices)
        {
            sum.Add(part.In(campaign, slice));
        }

        return sum;
    }
}

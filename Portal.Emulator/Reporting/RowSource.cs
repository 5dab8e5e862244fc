using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>
/// Makes the rows of a report one after the other, campaign by campaign and period by period; nothing but the current
/// campaign is held. Two runs give the same rows.
/// </summary>
internal sealed class RowSource(ReportPlan plan)
{
    public IEnumerable<Row> Rows() => plan.Accounts.SelectMany(account => Rows(account).SelectMany(row => Cells.Of(row, plan)));

    private IEnumerable<Row> Rows(AccountPart part) => plan.Kind.Grain == Grain.Account ? AccountRows(part) : CampaignRows(part);

    private static IEnumerable<Row> AccountRows(AccountPart part)
    {
        foreach (var period in part.Periods)
        {
            var sum = new Figures();
            foreach (var campaign in part.Tree.Campaigns)
            {
                sum.Add(Sum(campaign, period));
            }

            if (sum.Rows > 0)
            {
                yield return new Row(part.Account, part.Customer, part.Tree) { Period = period, Figures = sum };
            }
        }
    }

    private IEnumerable<Row> CampaignRows(AccountPart part)
    {
        if (part.Periods.Count == 0)
        {
            yield break;
        }

        var row = new Row(part.Account, part.Customer, part.Tree) { Period = part.Periods[0] };
        foreach (var campaign in part.Tree.Campaigns.Where(campaign => plan.Includes(part, campaign)))
        {
            row.Campaign = campaign;
            var rows = plan.Kind.Grain == Grain.Campaign ? WholeCampaign(row, part) : new LeafRows(plan, part, campaign).Rows(row);
            foreach (var made in rows)
            {
                yield return made;
            }
        }
    }

    private static IEnumerable<Row> WholeCampaign(Row row, AccountPart part)
    {
        foreach (var period in part.Periods)
        {
            var sum = Sum(row.Campaign!, period);
            if (sum.Rows == 0)
            {
                continue;
            }

            (row.Period, row.Figures) = (period, sum);
            yield return row;
        }
    }

    private static Figures Sum(Campaign campaign, Period period)
    {
        var sum = new Figures();
        foreach (var slice in period.Slices)
        {
            sum.Add(In(campaign, slice));
        }

        return sum;
    }

    public static Figures In(Campaign campaign, in Slice slice) => slice.From is { } from
        ? CampaignDays.Of(campaign, slice.Until).Since(CampaignDays.Of(campaign, from))
        : CampaignDays.Of(campaign, slice.Until);
}

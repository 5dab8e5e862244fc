using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>
/// Multiplies a row by the goals that were reached: each gets its share of the conversions, while impressions, clicks and costs
/// stand in every one of them again. A row without conversions stays one row without a goal.
/// </summary>
internal static class GoalRows
{
    public static IEnumerable<Row> Of(Row row)
    {
        var whole = row.Figures;
        var goals = row.Tree.Goals;
        var (conversions, revenue) = Shares(row, whole, goals);
        var found = false;
        for (var i = 0; i < goals.Count; i++)
        {
            var part = whole with { Conversions = conversions[i], Revenue = revenue[i], ExtraConversions = 0, ExtraRevenue = 0 };
            if (!goals[i].Counts)
            {
                (part.ExtraConversions, part.ExtraRevenue) = (whole.ExtraConversions, whole.ExtraRevenue);
            }

            if (part.Conversions + part.ExtraConversions > 0)
            {
                found = true;
                (row.Goal, row.Figures) = (goals[i], part);
                yield return row;
            }
        }

        if (!found)
        {
            (row.Goal, row.Figures) = (null, whole);
            yield return row;
        }
    }

    private static (long[] Conversions, long[] Revenue) Shares(Row row, in Figures whole, IReadOnlyList<Goal> goals)
    {
        var dice = row.Tree.Dice.With(row.Campaign?.Id ?? 0).With(row.Period.Day?.DayNumber ?? 0);
        var weights = new double[goals.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = goals[i].Counts ? goals[i].Weight * dice.With(40 + i).Between(0, 2) : 0;
        }

        var (conversions, revenue) = (new long[weights.Length], new long[weights.Length]);
        Split.Spread(whole.Conversions, weights, conversions);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = conversions[i];
        }

        Split.Spread(whole.Revenue, weights, revenue);
        return (conversions, revenue);
    }
}

using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>
/// Rows below a campaign: its numbers are divided among its ad groups (or asset groups), and a group's among what is in it, less a
/// remainder that belongs to nothing there. What the columns do not tell apart is one row.
/// </summary>
internal sealed class LeafRows
{
    private readonly ReportPlan plan;
    private readonly AccountPart account;
    private readonly Campaign campaign;
    private readonly LeafMaker maker;
    private readonly Leaf[] groups;
    private readonly Leaf[][] children;
    private readonly Part[] parts;
    private readonly Figures[] figures;

    /// <summary>For each leaf the row that it is counted in, or -1.</summary>
    private readonly int[] rowOf;
    private readonly Leaf[] rows;

    public LeafRows(ReportPlan plan, AccountPart account, Campaign campaign)
    {
        (this.plan, this.account, this.campaign) = (plan, account, campaign);
        maker = new(campaign, plan.Grain);
        groups = maker.Groups();
        children = maker.GroupsAreRows ? [] : [.. groups.Select(group => (Leaf[])[.. maker.Children(group)])];
        var most = children.Append(groups).Max(leaves => leaves.Length) + 1;
        (parts, figures) = (new Part[most], new Figures[most]);
        (rowOf, rows) = LeafGrouping.Of(plan, account, campaign, [.. maker.GroupsAreRows ? groups : groups.SelectMany(Listed)]);
    }

    public IEnumerable<Row> Rows(Row row)
    {
        var sums = new Figures[rows.Length];
        foreach (var period in rows.Length == 0 ? [] : account.Periods)
        {
            Array.Clear(sums);
            foreach (var slice in period.Slices)
            {
                Divide(slice, sums);
            }

            for (var i = 0; i < rows.Length; i++)
            {
                if (sums[i].Rows > 0)
                {
                    (row.Period, row.Figures, row.Leaf) = (period, sums[i], rows[i]);
                    yield return row;
                }
            }
        }
    }

    /// <summary>The children of a group and, where the report leaves nothing out, the remainder as one more.</summary>
    private IEnumerable<Leaf> Listed(Leaf group, int index) => plan.Kind.IsAsFineAsItsColumns ? [.. children[index], group] : children[index];

    private void Divide(in Slice slice, Figures[] sums)
    {
        var whole = account.In(campaign, slice);
        if (whole.Impressions == 0)
        {
            return;
        }

        var shares = Split(whole, groups, slice.Until.Day, remainder: 0);
        if (maker.GroupsAreRows)
        {
            Add(shares[..groups.Length], 0, sums);
            return;
        }

        var next = 0;
        var ofGroups = shares.ToArray();
        for (var group = 0; group < groups.Length; group++)
        {
            var listed = children[group].Length + (plan.Kind.IsAsFineAsItsColumns ? 1 : 0);
            if (ofGroups[group].Impressions > 0)
            {
                Add(Split(ofGroups[group], children[group], slice.Until.Day, maker.Unattributed)[..listed], next, sums);
            }

            next += listed;
        }
    }

    private void Add(ReadOnlySpan<Figures> shares, int from, Figures[] sums)
    {
        for (var i = 0; i < shares.Length; i++)
        {
            if (rowOf[from + i] is >= 0 and var row)
            {
                sums[row].Add(shares[i]);
            }
        }
    }

    private Span<Figures> Split(in Figures whole, Leaf[] leaves, DateOnly day, double remainder)
    {
        var sum = 0.0;
        for (var i = 0; i < leaves.Length; i++)
        {
            parts[i] = leaves[i].Serving.On(day) ? leaves[i].Part.On(leaves[i].Dice, day) : default;
            sum += parts[i].Weight;
        }

        // Nobody is left to take it: then it stays unattributed as a whole.
        parts[leaves.Length] = new(sum > 0 ? sum * remainder : remainder > 0 ? 1 : 0, 1, 1, 1);
        World.Performance.Split.Into(whole, parts.AsSpan(0, leaves.Length + 1), figures.AsSpan(0, leaves.Length + 1));
        return figures.AsSpan(0, leaves.Length + 1);
    }
}

using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>What a campaign's numbers are divided among below it.</summary>
internal sealed record Leaf(AdGroup AdGroup, Keyword? Keyword, Ad? Ad, string? Query, Serving Serving, Dice Dice, Part Part);

/// <summary>
/// Rows below a campaign: its numbers are divided among its ad groups, and an ad group's among its keywords (less a remainder
/// that no keyword gets), search terms or ads.
/// </summary>
internal sealed class LeafRows
{
    private const double Unattributed = 0.06;

    private readonly ReportPlan plan;
    private readonly AccountPart account;
    private readonly Campaign campaign;
    private readonly Leaf[] adGroups;
    private readonly Leaf[][] children;
    private readonly Part[] parts;
    private readonly Figures[] figures;

    public LeafRows(ReportPlan plan, AccountPart account, Campaign campaign)
    {
        (this.plan, this.account, this.campaign) = (plan, account, campaign);
        adGroups = [.. campaign.AdGroups.Select(adGroup => Throw(adGroup.Id, new(adGroup, null, null, null, adGroup.Serving, default, default)))];
        children = [.. adGroups.Select(leaf => (Leaf[])[.. Children(leaf)])];
        var most = children.Append(adGroups).Max(leaves => leaves.Length) + 1;
        (parts, figures) = (new Part[most], new Figures[most]);
    }

    public IEnumerable<Row> Rows(Row row)
    {
        Leaf[] leaves = plan.Kind.Grain == Grain.AdGroup ? adGroups : [.. children.SelectMany(child => child)];
        var sums = new Figures[leaves.Length];
        foreach (var period in account.Periods)
        {
            Array.Clear(sums);
            foreach (var slice in period.Slices)
            {
                Divide(slice, sums);
            }

            for (var i = 0; i < leaves.Length; i++)
            {
                if (sums[i].Rows == 0 || !plan.Includes(account, leaves[i]))
                {
                    continue;
                }

                (row.Period, row.Figures) = (period, sums[i]);
                (row.AdGroup, row.Keyword, row.Ad, row.SearchQuery) = (leaves[i].AdGroup, leaves[i].Keyword, leaves[i].Ad, leaves[i].Query);
                yield return row;
            }
        }
    }

    private void Divide(in Slice slice, Figures[] sums)
    {
        var whole = RowSource.In(campaign, slice);
        if (whole.Impressions == 0)
        {
            return;
        }

        var shares = Split(whole, adGroups, slice.Until.Day, remainder: 0).ToArray();
        var next = 0;
        for (var group = 0; group < adGroups.Length; group++)
        {
            if (plan.Kind.Grain == Grain.AdGroup)
            {
                sums[group].Add(shares[group]);
                continue;
            }

            var remainder = plan.Kind.Grain == Grain.Ad ? 0 : Unattributed;
            foreach (var share in Split(shares[group], children[group], slice.Until.Day, remainder)[..children[group].Length])
            {
                sums[next++].Add(share);
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

    private IEnumerable<Leaf> Children(Leaf leaf) => plan.Kind.Grain switch
    {
        Grain.Keyword => leaf.AdGroup.Keywords.Select(keyword => Throw(keyword.Id, leaf with { Keyword = keyword, Serving = keyword.Serving })),
        Grain.Ad => leaf.AdGroup.Ads.Select(ad => Throw(ad.Id, leaf with { Ad = ad, Serving = ad.Serving })),
        Grain.SearchQuery => leaf.AdGroup.Keywords.SelectMany(keyword => Queries(keyword.Text).Select((query, place) =>
            Throw(keyword.Id * 3 + place, leaf with { Keyword = keyword, Query = query, Serving = keyword.Serving }))),
        _ => [],
    };

    /// <summary>What people typed when the keyword was shown.</summary>
    private static string[] Queries(string keyword) => [keyword, keyword + " online", "where to find " + keyword];

    private Leaf Throw(long id, Leaf leaf)
    {
        var dice = campaign.Tree.Dice.With(id);
        return leaf with { Dice = dice, Part = Part.Throw(dice) };
    }
}

namespace Portal.Emulator.World.Campaigns;

/// <summary>What a Performance Max campaign has in place of ad groups.</summary>
public sealed record AssetGroup(long Id, string Name, string Status, Serving Serving);

/// <summary>Makes up the asset groups of a Performance Max campaign. Names are unique within a campaign only, as live.</summary>
internal static class AssetGroupMaker
{
    private static readonly string[] Signals = ["all visitors", "Buyers, last 90 days", "in-market", "New customers"];

    public static AssetGroup[] AssetGroups(Campaign campaign)
    {
        if (campaign.Type != "PerformanceMax")
        {
            return [];
        }

        var dice = campaign.Tree.Dice.With(campaign.Id).With(8);
        return [.. Enumerable.Range(0, 2 + dice.Below(3)).Select(index => Make(campaign, index, dice.With(index)))];
    }

    /// <summary>The first one never pauses, so that what the campaign shows always belongs to one.</summary>
    private static AssetGroup Make(Campaign campaign, int index, Dice dice)
    {
        var products = campaign.Tree.Theme.Products;
        var paused = index > 0 && dice.Chance(0.2);
        var from = campaign.Serving.From;
        return new(
            Ids.AssetGroup(campaign.Id, index), $"{products[(index + (int)dice.With(1).Below(2)) % products.Length]} – {Signals[index]}", paused ? "Paused" : "Active",
            paused ? new Serving(from).Switch(from.AddDays(200), on: false) : new(from));
    }
}

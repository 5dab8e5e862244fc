namespace Portal.Emulator.World.Campaigns;

/// <summary>What a Performance Max campaign has in place of ad groups.</summary>
public sealed record AssetGroup(long Id, string Name, string Status, Serving Serving);

/// <summary>Makes up the asset groups of a Performance Max campaign. The first never pauses, so what the campaign shows always belongs to one.</summary>
internal static class AssetGroupMaker
{
    public static AssetGroup[] AssetGroups(Campaign campaign) => campaign.Type != "PerformanceMax" || campaign.Id >= Ids.FirstAddedCampaign ? []
        : [.. Enumerable.Range(0, 1 + campaign.Tree.Dice.With(campaign.Id).With(40).With(8).Below(3)).Select(index => Make(campaign, index))];

    private static AssetGroup Make(Campaign campaign, int index)
    {
        var products = campaign.Tree.Theme.Products;
        var (paused, from) = (index == 2, campaign.Serving.From);
        return new(
            Ids.AssetGroup(campaign.Id, index), $"{products[(int)((campaign.Id + index) % products.Length)]} – assets {index + 1}", paused ? "Paused" : "Active",
            paused ? new Serving(from).Switch(from.AddDays(200), on: false) : new(from));
    }
}

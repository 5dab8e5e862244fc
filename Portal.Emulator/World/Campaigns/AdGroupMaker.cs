namespace Portal.Emulator.World.Campaigns;

/// <summary>Makes up a campaign's ad groups. Performance Max has asset groups instead.</summary>
internal static class AdGroupMaker
{
    private static readonly string[] Flavours = ["exact", "broad", "brand", "generic", "offers", "new", "best sellers", "seasonal"];

    public static AdGroup[] AdGroups(Campaign campaign)
    {
        var dice = campaign.Tree.Dice.With(campaign.Id);
        var count = campaign.Id >= Ids.FirstAddedCampaign ? 0 : campaign.Type switch
        {
            "PerformanceMax" => 0,
            "Search" => 3 + dice.With(1).Below(5),
            "App" or "Hotel" => 1,
            _ => 1 + dice.With(1).Below(3),
        };
        return [.. Enumerable.Range(0, count).Select(index => Make(campaign, index, dice.With(100 + index)))];
    }

    private static AdGroup Make(Campaign campaign, int index, Dice dice)
    {
        var products = campaign.Tree.Theme.Products;
        var product = products[(int)((campaign.Id + index) % products.Length)];
        var paused = index > 0 && dice.With(1).Chance(0.12);
        var from = campaign.Serving.From;
        return new(campaign, Ids.AdGroup(campaign.Id, index), index)
        {
            Name = $"{product} – {Flavours[index % Flavours.Length]}",
            Product = product,
            Status = paused ? "Paused" : "Active",
            Serving = paused ? new Serving(from).Switch(from.AddDays(90), on: false) : new(from),
            CpcBid = campaign.Tree.Currency.Round(dice.With(2).Between(0.3, 3)),
            StartDate = from,
        };
    }
}

using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Extras;

/// <summary>Makes up what hangs on a campaign: negative keywords, labels, extensions, and a Performance Max campaign's asset groups.</summary>
internal static class CampaignExtras
{
    private static readonly string[] Unwanted = ["cheap", "how to", "pictures", "kids, \"size 20\"", "reviews"];

    public static IEnumerable<Extra> Make(Campaign campaign)
    {
        if (campaign.Id >= Ids.FirstAddedCampaign)
        {
            return [];
        }

        var dice = campaign.Tree.Dice.With(campaign.Id).With(40);
        IEnumerable<Extra> common = [.. Negatives(campaign, dice), .. Labels(campaign, dice)];
        return campaign.Type == "PerformanceMax" ? [.. common, .. AssetGroups(campaign, dice)]
            : campaign.Type == "Search" ? [.. common, .. Extensions(campaign, dice)]
            : common;
    }

    private static IEnumerable<Extra> Negatives(Campaign campaign, Dice dice)
    {
        for (var index = 0; index < dice.With(1).Below(4); index++)
        {
            yield return new Extra("Campaign Negative Keyword", Ids.Negative(campaign.Id, index), campaign.Id, campaign.Id)
            {
                Values = AccountExtras.Values(("Keyword", Unwanted[(index + (int)campaign.Id) % Unwanted.Length]), ("Match Type", index % 2 == 0 ? "Phrase" : "Exact")),
            };
        }

        if (campaign.Type is "Search" or "Shopping" && dice.With(2).Chance(0.5))
        {
            yield return new Extra("Campaign Negative Keyword List Association", AccountExtras.NegativeList(campaign.Tree), campaign.Id, campaign.Id);
        }
    }

    private static IEnumerable<Extra> Labels(Campaign campaign, Dice dice) => dice.With(3).Chance(0.4)
        ? [new("Campaign Label", AccountExtras.Label(campaign.Tree, dice.With(4).Below(AccountExtras.Labels)), campaign.Id, campaign.Id)]
        : [];

    private static IEnumerable<Extra> Extensions(Campaign campaign, Dice dice)
    {
        var tree = campaign.Tree;
        for (var index = 0; index < dice.With(5).Below(AccountExtras.Sitelinks + 1); index++)
        {
            yield return new("Campaign Sitelink Ad Extension", AccountExtras.Sitelink(tree, index), campaign.Id, campaign.Id);
        }

        yield return new("Campaign Callout Ad Extension", AccountExtras.Callout(tree, dice.With(6).Below(AccountExtras.Callouts)), campaign.Id, campaign.Id);
        if (dice.With(7).Chance(0.3))
        {
            yield return new("Campaign Call Ad Extension", AccountExtras.Call(tree), campaign.Id, campaign.Id);
            yield return new("Campaign Structured Snippet Ad Extension", AccountExtras.Snippet(tree), campaign.Id, campaign.Id);
        }
    }

    private static IEnumerable<Extra> AssetGroups(Campaign campaign, Dice dice)
    {
        var theme = campaign.Tree.Theme;
        for (var index = 0; index < 1 + dice.With(8).Below(3); index++)
        {
            var id = Ids.AssetGroup(campaign.Id, index);
            var product = theme.Products[(int)((campaign.Id + index) % theme.Products.Length)];
            yield return new Extra("Asset Group", id, campaign.Id, campaign.Id)
            {
                Status = index == 2 ? "Paused" : "Active",
                Values = AccountExtras.Values(
                    ("Asset Group", $"{product} – assets {index + 1}"), ("Business Name", theme.Brand), ("Call To Action", "ShopNow"),
                    ("Headlines", AssetText.Json(id, [theme.Brand, product, "Order today", "Free returns"])),
                    ("Long Headlines", AssetText.Json(id + 20, [$"{product}, chosen by people who use them", "New every week, fair every day"])),
                    ("Descriptions", AssetText.Json(id + 40, ["Find what fits: clear prices, real stock.", "Try it at home and send it back if you don't like it."])),
                    ("Final Url", $"https://{theme.Domain}/assets/{index}"), ("Path 1", "offers"), ("Editorial Status", "Active")),
            };
        }
    }
}

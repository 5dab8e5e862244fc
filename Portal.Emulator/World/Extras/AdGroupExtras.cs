using System.Globalization;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Extras;

/// <summary>Makes up what hangs on an ad group: negative keywords, labels, audiences, and the expanded text ads of old times.</summary>
internal static class AdGroupExtras
{
    private const int Audiences = AccountExtras.RemarketingLists + 3;

    private static readonly string[] Unwanted = ["used", "diy", "men's, \"xxl\"", "rent"];

    public static IEnumerable<Extra> Make(AdGroup adGroup)
    {
        if (adGroup.Index < 0)
        {
            return [];
        }

        var dice = adGroup.Campaign.Tree.Dice.With(adGroup.Id).With(41);
        return [.. Negatives(adGroup, dice), .. Labels(adGroup, dice), .. Associations(adGroup, dice), .. OldAds(adGroup, dice)];
    }

    private static IEnumerable<Extra> Negatives(AdGroup adGroup, Dice dice) => Enumerable.Range(0, dice.With(1).Below(3)).Select(index =>
        new Extra("Ad Group Negative Keyword", Ids.Negative(adGroup.Campaign.Id, 50 + adGroup.Index * 4 + index), adGroup.Id, adGroup.Id)
        {
            Values = AccountExtras.Values(("Keyword", Unwanted[(index + adGroup.Index) % Unwanted.Length]), ("Match Type", index == 0 ? "Exact" : "Phrase")),
        });

    private static IEnumerable<Extra> Labels(AdGroup adGroup, Dice dice)
    {
        var label = AccountExtras.Label(adGroup.Campaign.Tree, dice.With(2).Below(AccountExtras.Labels));
        if (dice.With(3).Chance(0.2))
        {
            yield return new("Ad Group Label", label, adGroup.Id, adGroup.Id);
        }

        if (dice.With(4).Chance(0.2) && adGroup.Keywords is [var keyword, ..])
        {
            yield return new("Keyword Label", label, keyword.Id, adGroup.Id);
        }

        if (dice.With(5).Chance(0.2) && adGroup.Ads is [var ad, ..])
        {
            yield return new("Responsive Search Ad Label", label, ad.Id, adGroup.Id);
        }
    }

    private static IEnumerable<Extra> Associations(AdGroup adGroup, Dice dice)
    {
        for (var index = 0; index < dice.With(6).Below(3); index++)
        {
            var (id, name, type) = AccountExtras.Audience(adGroup.Campaign.Tree, (dice.With(7).Below(Audiences) + index) % Audiences);
            yield return new Extra($"Ad Group {type} Association", Ids.Negative(adGroup.Campaign.Id, 500 + adGroup.Index * 4 + index), adGroup.Id, adGroup.Id)
            {
                Values = AccountExtras.Values(
                    ("Audience Id", id.ToString(CultureInfo.InvariantCulture)), ("Audience", name), ("Bid Adjustment", index == 0 ? "10" : "-20")),
            };
        }
    }

    /// <summary>Nobody may add them since 2023, but old accounts still hold them.</summary>
    private static IEnumerable<Extra> OldAds(AdGroup adGroup, Dice dice)
    {
        if (adGroup.Campaign.Type != "Search" || !dice.With(8).Chance(0.25))
        {
            return [];
        }

        var theme = adGroup.Campaign.Tree.Theme;
        return
        [
            new Extra("Expanded Text Ad", Ids.Ad(adGroup.Campaign.Id, adGroup.Index, 20), adGroup.Id, adGroup.Id)
            {
                Status = "Paused",
                Values = AccountExtras.Values(
                    ("Title Part 1", theme.Brand), ("Title Part 2", "Official site"), ("Text", $"{adGroup.Product}, delivered."),
                    ("Path 1", "shop"), ("Final Url", $"https://{theme.Domain}/old"), ("Editorial Status", "Active")),
            },
        ];
    }
}

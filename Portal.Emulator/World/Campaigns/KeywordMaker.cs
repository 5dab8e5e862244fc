namespace Portal.Emulator.World.Campaigns;

/// <summary>Makes up the keywords of a search ad group; those of an account's first ad group include the ones that break readers.</summary>
internal static class KeywordMaker
{
    /// <summary>Looks like a report's footer, like a formula, and like several fields.</summary>
    private static readonly string[] Awkward = ["Microsoft Corporation", "=running cost", "\"wide fit\" shoes, men"];

    private static readonly string[] MatchTypes = ["Exact", "Phrase", "Broad"];

    public static Keyword[] Keywords(AdGroup adGroup)
    {
        if (adGroup.Index < 0 || adGroup.Campaign.Type != "Search")
        {
            return [];
        }

        var dice = adGroup.Campaign.Tree.Dice.With(adGroup.Id);
        var first = adGroup.Index == 0 && adGroup.Campaign == adGroup.Campaign.Tree.Campaigns[0] ? Awkward : [];
        var texts = adGroup.Campaign.Tree.Nature.KeywordsPerAdGroup is { } count ? Numbered(adGroup, count) : Texts(adGroup, dice);
        return [.. first.Concat(texts).Select((text, index) => Make(adGroup, index, text, dice.With(100 + index)))];
    }

    private static IEnumerable<string> Texts(AdGroup adGroup, Dice dice)
    {
        var wishes = adGroup.Campaign.Tree.Theme.Wishes;
        var product = adGroup.Product.ToLowerInvariant();
        yield return product;
        for (var index = 0; index < 4 + dice.With(1).Below(14); index++)
        {
            var wish = wishes[(index + adGroup.Index) % wishes.Length];
            yield return (index / wishes.Length % 3) switch { 0 => $"{product} {wish}", 1 => $"{wish} {product}", _ => $"{wish} {product} {wishes[index % 7]}" };
        }
    }

    private static IEnumerable<string> Numbered(AdGroup adGroup, int count)
    {
        var (product, wishes) = (adGroup.Product.ToLowerInvariant(), adGroup.Campaign.Tree.Theme.Wishes);
        return Enumerable.Range(0, count).Select(index => index == 0 ? product : $"{product} {wishes[index % wishes.Length]} {index}");
    }

    private static Keyword Make(AdGroup adGroup, int index, string text, Dice dice)
    {
        var paused = index > 3 && dice.With(1).Chance(0.1);
        var from = adGroup.Serving.From;
        return new(Ids.Keyword(adGroup.Campaign.Id, adGroup.Index, index), text, MatchTypes[(index + adGroup.Index) % 3])
        {
            Status = paused ? "Paused" : "Active",
            Serving = paused ? new Serving(from).Switch(from.AddDays(120), on: false) : new(from),
            Bid = dice.With(2).Chance(0.4) ? adGroup.Campaign.Tree.Currency.Round(dice.With(3).Between(0.2, 4)) : null,
            QualityScore = 3 + dice.With(4).Below(8),
        };
    }
}

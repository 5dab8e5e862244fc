namespace Portal.Emulator.World.Campaigns;

/// <summary>Makes up the responsive search ads of an ad group.</summary>
internal static class AdMaker
{
    private static readonly string[] Promises =
        ["Free delivery over 50", "Official site", "Order today, here tomorrow", "30 days to return", "Rated 4.8 of 5", "Save up to 40% now"];

    private static readonly string[] Sentences =
    [
        "Find what fits: clear prices, real stock, and people who answer. Order in two minutes.",
        "Loved by more than 200,000 customers. Try it at home and send it back if you don't.",
        "New every week, fair every day. See this season's choice before it is gone.",
    ];

    public static Ad[] Ads(AdGroup adGroup)
    {
        if (adGroup.Index < 0 || adGroup.Campaign.Type is not ("Search" or "DynamicSearchAds"))
        {
            return [];
        }

        var dice = adGroup.Campaign.Tree.Dice.With(adGroup.Id).With(7);
        return [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(index => Make(adGroup, index, dice.With(index)))];
    }

    private static Ad Make(AdGroup adGroup, int index, Dice dice)
    {
        var theme = adGroup.Campaign.Tree.Theme;
        var id = Ids.Ad(adGroup.Campaign.Id, adGroup.Index, index);
        string[] headlines =
            [Cut(theme.Brand, 30), Cut(adGroup.Product, 30), dice.With(1).Pick(Promises), dice.With(2).Pick(theme.Wishes) + " " + Cut(adGroup.Product, 15)];
        string[] descriptions = [Sentences[index % 3], Sentences[(index + 1) % 3]];
        return new(id)
        {
            Status = index == 2 ? "Paused" : "Active",
            Serving = index == 2 ? new Serving(adGroup.Serving.From).Switch(adGroup.Serving.From.AddDays(45), on: false) : new(adGroup.Serving.From),
            Headlines = [.. headlines.Distinct().Select((text, place) => new AdText(AssetId(id, place), text, place == 1 && index == 0 ? "Headline1" : null))],
            Descriptions = [.. descriptions.Select((text, place) => new AdText(AssetId(id, 20 + place), text))],
            FinalUrls = [$"https://{theme.Domain}/{Slug(adGroup.Product)}"],
            Path1 = Cut(Slug(adGroup.Product), 15),
        };
    }

    /// <summary>Assets have 16 digits.</summary>
    public static long AssetId(long adId, int place) => 1_000_000_000_000_000 + adId * 80 + place;

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd();

    private static string Slug(string text) => Uri.EscapeDataString(text.ToLowerInvariant().Replace(' ', '-').Replace("'", "", StringComparison.Ordinal));
}

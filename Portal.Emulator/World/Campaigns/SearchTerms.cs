namespace Portal.Emulator.World.Campaigns;

/// <summary>What people typed and how it met the keyword.</summary>
public readonly record struct SearchTerm(string Text, string MatchType);

/// <summary>Makes up search terms. The same words come under several keywords, ad groups and match types: the text alone is no key.</summary>
internal static class SearchTerms
{
    /// <summary>
    /// Terms that break readers and keys: a report's footer and header, case, blanks, line breaks, quotes, a formula, emoji, and
    /// the same letters composed and decomposed.
    /// </summary>
    internal static readonly string[] Awkward =
    [
        "Microsoft Corporation", "microsoft corporation", "Microsoft Corporation ", "©2026 Microsoft Corporation. All rights reserved. ", "Rows: 6",
        "shoes, men, \"wide fit\"", "first line\nsecond line", "first line\r\nsecond line", "=1+1", "👟 größe 46 👟", "caf\u00e9", "cafe\u0301", "'; select 1 --",
    ];

    public static IEnumerable<SearchTerm> Of(AdGroup adGroup, Keyword keyword)
    {
        var (text, loose) = (keyword.Text, keyword.MatchType);
        yield return new(text, "Exact");
        yield return new(text + " online", loose);
        yield return new("where to find " + text, loose == "Exact" ? "Exact" : "Broad");
        yield return new(Shared(adGroup.Campaign), loose);
        if (loose != "Exact")
        {
            yield return new(text, "Phrase");
        }

        if (IsFirst(adGroup, keyword))
        {
            foreach (var awkward in Awkward)
            {
                yield return new(awkward, "Phrase");
            }
        }
    }

    /// <summary>For what has no keywords: products are found by their feed, pages by their words.</summary>
    public static IEnumerable<SearchTerm> Of(Campaign campaign, string product) => campaign.Type is not ("Shopping" or "DynamicSearchAds" or "PerformanceMax") ? [] :
    [
        new(Shared(campaign), "Unknown"),
        .. campaign.Tree.Theme.Wishes.Take(5).Select(wish => new SearchTerm($"{product.ToLowerInvariant()} {wish}", "Unknown")),
    ];

    /// <summary>One search that everything in an account answers.</summary>
    private static string Shared(Campaign campaign) => $"{campaign.Tree.Theme.Products[0].ToLowerInvariant()} {campaign.Tree.Theme.Wishes[0]}";

    private static bool IsFirst(AdGroup adGroup, Keyword keyword) =>
        adGroup.Index == 0 && adGroup.Campaign == adGroup.Campaign.Tree.Campaigns[0] && keyword.Id == Ids.Keyword(adGroup.Campaign.Id, 0, 0);
}

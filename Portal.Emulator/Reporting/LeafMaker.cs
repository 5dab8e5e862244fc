using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>Lists what a campaign is divided among at a grain: groups first, then what is in each.</summary>
internal sealed class LeafMaker(Campaign campaign, Grain grain)
{
    /// <summary>The share of a group that belongs to none of its children.</summary>
    public double Unattributed => grain switch
    {
        Grain.Ad => 0,
        Grain.Place => 0.02,
        Grain.SearchQuery => 0.15,
        Grain.Audience => 0.45,
        _ => 0.06,
    };

    public bool GroupsAreRows => grain is Grain.AdGroup or Grain.AssetGroup;

    /// <summary>Ad groups; of Performance Max its asset groups, or nothing but itself where the report does not know them.</summary>
    public Leaf[] Groups() => (campaign.Type, grain) switch
    {
        ("PerformanceMax", Grain.AssetGroup or Grain.Product) => AssetGroups(),
        // Some of what Performance Max does belongs to no asset group.
        ("PerformanceMax", Grain.SearchQuery or Grain.Place) => [.. AssetGroups(), Itself()],
        ("PerformanceMax", Grain.AdGroup or Grain.Ad) => [Itself()],
        ("PerformanceMax", _) or (_, Grain.AssetGroup) => [],
        (not "Shopping", Grain.Product) => [],
        _ => [.. campaign.AdGroups.Select(adGroup => Throw(adGroup.Id, new(adGroup.Serving) { AdGroup = adGroup }))],
    };

    public IEnumerable<Leaf> Children(Leaf group) => grain switch
    {
        Grain.Keyword => group.AdGroup?.Keywords.Select(keyword => Throw(keyword.Id, group with { Keyword = keyword, Serving = keyword.Serving })) ?? [],
        Grain.Ad => group.AdGroup is null ? [group] : group.AdGroup.Ads.Select(ad => Throw(ad.Id, group with { Ad = ad, Serving = ad.Serving })),
        Grain.SearchQuery => Terms(group),
        Grain.Place => Places(group),
        Grain.Audience => group.AdGroup is null ? [] : AudienceMaker.Associations(group.AdGroup)
            .Select(association => Throw(Key(group) + association.Id, group with { Association = association, Serving = association.Serving })),
        Grain.Product => campaign.Tree.Products.Select((product, index) => Throw(Key(group) + index, group with { Product = product })),
        _ => [],
    };

    private Leaf[] AssetGroups() =>
        [.. campaign.AssetGroups.Select(assetGroup => Throw(assetGroup.Id, new(assetGroup.Serving) { AssetGroup = assetGroup }))];

    private Leaf Itself() => Throw(campaign.Id, new(campaign.Serving));

    private IEnumerable<Leaf> Terms(Leaf group) => campaign.Type == "Search" && group.AdGroup is { } adGroup
        ? adGroup.Keywords.SelectMany(keyword => SearchTerms.Of(adGroup, keyword).Select((term, place) =>
            Throw(keyword.Id * 32 + place, group with { Keyword = keyword, Term = term, Serving = keyword.Serving })))
        : SearchTerms.Of(campaign, group.AdGroup?.Product ?? campaign.Tree.Theme.Products[campaign.Id % 8]).Select((term, place) =>
            Throw(Key(group) * 32 + place, group with { Term = term }));

    /// <summary>Most people are where they are; some ask about a place from elsewhere, and that is another row of the same place.</summary>
    private IEnumerable<Leaf> Places(Leaf group) => Place.Of(campaign).Distinct().SelectMany((place, index) => new[] { Leaf.Physical, Leaf.OfInterest }
        .Where(type => type == Leaf.Physical || index % 3 == 0)
        .Select(type => Throw(Key(group) * 100 + (place.Id ?? 0) * 2 + type.Length, group with { Place = place, LocationType = type })));

    private long Key(Leaf group) => group.AdGroup?.Id ?? group.AssetGroup?.Id ?? campaign.Id;

    private Leaf Throw(long id, Leaf leaf)
    {
        var dice = campaign.Tree.Dice.With(id);
        return leaf with { Dice = dice, Part = Part.Throw(dice) };
    }
}

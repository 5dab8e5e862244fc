namespace Portal.Emulator.World.Campaigns;

/// <summary>People that ads can be aimed at. <paramref name="Type"/> is the display text of reports.</summary>
public sealed record Audience(long Id, string Name, string Type);

/// <summary>
/// An audience tied to an ad group, or to a campaign and so to each of its ad groups under the same id. Status is Active, Paused
/// or Deleted; <paramref name="Level"/> is "Ad group" or "Campaign".
/// </summary>
public sealed record Association(long Id, Audience Audience, string Status, string Level, int BidAdjustment, string TargetingSetting, Serving Serving);

/// <summary>Makes up an account's audiences and what they are tied to.</summary>
internal static class AudienceMaker
{
    /// <summary>Those that an ad group may have; the one behind them is deleted, and a report still knows it.</summary>
    private const int Living = 6;

    private static readonly string[] Lists = ["All visitors", "Basket left", "Buyers, 180 days"];
    private static readonly string[] Markets = ["Apparel & Accessories", "Travel/Hotels"];

    /// <summary>The deleted list has the name of another: only the id tells them apart. In-market audiences are Microsoft's, with the same ids for everyone.</summary>
    public static Audience[] Audiences(AccountTree tree) =>
    [
        .. Lists.Select((name, index) => new Audience(Ids.Shared(tree.Nature.Id, 60 + index), name, "Remarketing")),
        new(Ids.Shared(tree.Nature.Id, 70), $"{tree.Theme.Brand} loyalty", "Custom"),
        .. Markets.Select((name, index) => new Audience(800_002 + index, name, "In-market")),
        new(Ids.Shared(tree.Nature.Id, 69), Lists[1], "Remarketing"),
    ];

    /// <summary>
    /// The ad group's own, one that was deleted and took its audience along, one that was deleted and made again under another id,
    /// and one of the whole campaign.
    /// </summary>
    public static IEnumerable<Association> Associations(AdGroup adGroup)
    {
        if (adGroup.Index < 0)
        {
            yield break;
        }

        var (campaign, from) = (adGroup.Campaign, adGroup.Serving.From);
        var audiences = campaign.Tree.Audiences;
        var dice = campaign.Tree.Dice.With(adGroup.Id).With(41);
        Association Tie(int place, Audience audience, string status, int bid, Serving serving) =>
            new(Ids.Negative(campaign.Id, 500 + adGroup.Index * 4 + place), audience, status, "Ad group", bid, "Bid only", serving);
        var first = audiences[dice.With(7).Below(Living)];
        for (var index = 0; index < dice.With(6).Below(3); index++)
        {
            yield return Tie(index, audiences[(dice.With(7).Below(Living) + index) % Living], "Active", index == 0 ? 10 : -20, new(from.AddDays(20)));
        }

        var until = new DateOnly(2026, 9, 1).AddDays(dice.With(42).Below(60));
        yield return Tie(2, audiences[Living], "Deleted", 0, new Serving(from).Switch(until, on: false));
        yield return Tie(3, first, "Deleted", 10, new Serving(from).Switch(until, on: false));
        yield return new(Ids.Negative(campaign.Id, 499), audiences[(int)(campaign.Id % Living)], "Active", "Campaign", -10, "Target and bid", new(from));
    }
}

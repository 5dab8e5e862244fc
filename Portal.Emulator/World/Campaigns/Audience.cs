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
    /// <summary>Two have the same name: only the id tells them apart.</summary>
    private static readonly (string Name, string Type)[] All =
    [
        ("All visitors", "Remarketing"), ("Cart abandoners, 30 days", "Remarketing"), ("Cart abandoners, 30 days", "Custom"),
        ("In-market: \"Apparel & Accessories\"", "In-market"), ("Similar to buyers", "Similar remarketing list"), ("Newsletter 📧", "Customer match"),
    ];

    public static Audience[] Audiences(long account) =>
        [.. All.Select((audience, index) => new Audience(Ids.Audience(account, index), audience.Name, audience.Type))];

    /// <summary>Two of the ad group's own, one of them deleted and tied again under another id, and one of the whole campaign.</summary>
    public static IEnumerable<Association> Associations(AdGroup adGroup, IReadOnlyList<Audience> audiences)
    {
        var from = adGroup.Serving.From;
        var dice = adGroup.Campaign.Tree.Dice.With(adGroup.Id).With(9);
        var (own, shared) = (audiences[dice.Below(3)], audiences[3 + (int)(adGroup.Campaign.Id % 3)]);
        var until = from.AddDays(250 + dice.With(1).Below(500));
        yield return new(Ids.Association(adGroup.Id, 0), own, "Deleted", "Ad group", 0, "Bid only", new Serving(from).Switch(until, on: false));
        yield return new(Ids.Association(adGroup.Id, 1), own, "Active", "Ad group", 15, "Bid only", new(until.AddDays(-20)));
        yield return new(Ids.Association(adGroup.Campaign.Id, 0), shared, dice.With(2).Chance(0.2) ? "Paused" : "Active", "Campaign", -10, "Target and bid", new(from));
    }
}

namespace Portal.Emulator.World.Campaigns;

/// <summary>
/// What counts as a conversion. <paramref name="Counts"/>: it is in the ordinary conversion columns, not only in those that say
/// "all" (the API's ExcludeFromBidding, turned round). <paramref name="Weight"/>: its share among those that count.
/// </summary>
public sealed record Goal(long Id, string Name, string Type, bool Counts, double Weight)
{
    /// <summary>The goals of an account. Two have the same name and differ in type.</summary>
    public static Goal[] Of(long account) =>
    [
        new(Ids.Goal(account, 0), "Purchase", "Url", true, 5),
        new(Ids.Goal(account, 1), "Sign-up", "Event", true, 2),
        new(Ids.Goal(account, 2), "Sign-up", "Url", true, 1),
        new(Ids.Goal(account, 3), "Brochure, \"long\" version", "PagesViewedPerVisit", true, 1),
        new(Ids.Goal(account, 4), "Call from the shop ☎️", "OfflineConversion", false, 1),
    ];
}

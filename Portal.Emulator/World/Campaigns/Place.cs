namespace Portal.Emulator.World.Campaigns;

/// <summary>Where people are, or what place they ask about. What is not known of it is empty; the unknown place has no id.</summary>
public sealed record Place(long? Id, string Country, string State = "", string MetroArea = "", string County = "", string City = "")
{
    /// <summary>Cities of one name in several states and even in one, a state and a country without a city, and a place nobody knows.</summary>
    private static readonly Place[] All =
    [
        new(43001, "United States", "Illinois", "Champaign & Springfield-Decatur", "Sangamon County", "Springfield"),
        new(43002, "United States", "Massachusetts", "Springfield-Holyoke", "Hampden County", "Springfield"),
        new(43003, "United States", "Missouri", "Springfield", "Greene County", "Springfield"),
        new(43004, "United States", "Oregon", "Portland", "Multnomah County", "Portland"),
        new(43005, "United States", "Maine", "Portland-Auburn", "Cumberland County", "Portland"),
        new(43006, "United States", "Washington", "Seattle-Tacoma", "King County", "Seattle"),
        new(43007, "United States", "New York", "New York", "", "New York"),
        new(4080, "United States", "Texas"),
        new(190, "United States"),
        new(52001, "Germany", "Hesse", "", "", "Frankfurt"),
        new(52002, "Germany", "Brandenburg", "", "", "Frankfurt"),
        new(52003, "Germany", "Bavaria", "", "", "München"),
        new(72, "Germany"),
        new(61001, "France", "Île-de-France", "", "Seine-Saint-Denis", "Saint-Denis"),
        new(61002, "France", "Réunion", "", "", "Saint-Denis"),
        new(61003, "France", "Île-de-France", "", "", "Paris"),
        new(71001, "United Kingdom", "England", "", "Isle of Wight", "Newport"),
        new(71002, "United Kingdom", "Wales", "", "Newport", "Newport"),
        new(71004, "United Kingdom", "England", "", "Telford and Wrekin", "Newport"),
        new(71003, "United Kingdom", "England", "", "Greater London", "London"),
        new(81001, "Japan", "東京都", "", "", "東京"),
        new(91001, "Bosnia and Herzegovina", "", "", "", "Sarajevo, Stari Grad"),
        new(null, ""),
    ];

    public string MostSpecific => City.Length > 0 ? City : State.Length > 0 ? State : Country;

    /// <summary>Where a campaign is seen: the account's first one everywhere, any other in a few places.</summary>
    public static IEnumerable<Place> Of(Campaign campaign)
    {
        var dice = campaign.Tree.Dice.With(campaign.Id).With(11);
        return campaign == campaign.Tree.Campaigns[0] ? All : Enumerable.Range(0, 6).Select(index => All[(dice.Below(All.Length) + index * 5) % All.Length]);
    }
}

namespace Portal.Emulator.World.Campaigns;

/// <summary>What an account sells: the words its campaigns, keywords and ads are made of.</summary>
public sealed record Theme(string Brand, string Domain, string[] Products, string[] Wishes)
{
    private static readonly Theme[] All =
    [
        new("Contoso Shoes", "www.contoso.com",
            ["Running shoes", "Hiking boots", "Sneakers", "Sandals", "Kids' shoes", "Größe 46+", "Trail shoes", "Work shoes"],
            ["buy", "sale", "men", "women", "waterproof", "wide fit", "near me", "online"]),
        new("Fourth Coffee", "www.fourthcoffee.com",
            ["Espresso beans", "Café crème", "Filter coffee", "Coffee grinders", "Subscriptions", "Cold brew", "Gift boxes", "Decaf"],
            ["organic", "fresh", "best", "subscription", "office", "fair trade", "1kg", "delivery"]),
        new("Northwind Travel", "www.northwindtraders.com",
            ["City breaks", "Beach holidays", "Ski trips", "Rail passes", "Hôtels à Paris", "Family resorts", "Cruises", "Weekend deals"],
            ["cheap", "last minute", "all inclusive", "with kids", "2026", "book", "direct", "5 star"]),
        new("Woodgrove Insurance", "www.woodgrovebank.com",
            ["Car insurance", "Home insurance", "Pet insurance", "Travel insurance", "Life cover", "Bike insurance", "Rechtsschutz", "Dental"],
            ["quote", "compare", "cheap", "for students", "monthly", "best rated", "online", "switch"]),
        new("Adventure Works Cycles", "www.adventure-works.com",
            ["E-bikes", "Mountain bikes", "Road bikes", "Helmets", "Cargo bikes", "Vélos enfants", "Spare parts", "Lights & locks"],
            ["buy", "carbon", "used", "27.5 inch", "test", "leasing", "offer", "for commuting"]),
        new("Tailspin Toys", "www.tailspintoys.com",
            ["Wooden toys", "Puzzles", "Board games", "Plush animals", "Model trains", "Building blocks", "Outdoor toys", "ぬいぐるみ"],
            ["for 3 year olds", "gift", "educational", "sale", "christmas", "wholesale", "best", "handmade"]),
        new("Fabrikam Furniture", "www.fabrikam.com",
            ["Sofas", "Dining tables", "Office chairs", "Beds", "Wardrobes", "Garden furniture", "Möbel nach Maß", "Lamps"],
            ["modern", "oak", "small spaces", "sale", "delivery", "leather", "custom", "scandinavian"]),
        new("Proseware Software", "www.proseware.com",
            ["Invoicing", "CRM", "Time tracking", "Payroll", "Project planning", "E-signature", "Help desk", "Backup"],
            ["software", "free trial", "for small business", "pricing", "alternative", "demo", "cloud", "reviews"]),
    ];

    /// <summary>The theme that an account's name speaks of, or one by chance.</summary>
    public static Theme Of(string accountName, Dice dice) =>
        All.FirstOrDefault(theme => theme.Brand.Split(' ').Append(theme.Products[0]).Skip(1).Any(
            word => accountName.Contains(word, StringComparison.OrdinalIgnoreCase))) ?? dice.With(77).Pick(All);
}

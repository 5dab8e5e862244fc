namespace Portal.Emulator.World;

/// <summary>The people to start with: everything healthy, a handful of accounts.</summary>
internal static class Newcomers
{
    private static readonly Address Zurich = new(152_536_601, "Limmatquai 92", "Zürich", "ZH", "8001", "CH", "Northwind Outdoor AG");

    public static People Seed() => new(
        [
            new Customer(260001, "Northwind Traders", "C26K0T1N7W"),
            new Customer(260002, "Northwind Outdoor", "C26K0T2N8D") { MarketCountry = "CH", MarketLanguage = "German", Address = Zurich },
        ],
        [],
        [],
        [
            Of(181000001, "F181NW01", "Northwind Coffee & Tea US", 260001, "USD", Zones.Eastern),
            Of(181000002, "F181NW02", "Northwind Coffee & Tea UK", 260001, "GBP", Zones.London),
            Of(181000003, "F181NW03", "Northwind Delikatessen", 260001, "EUR", Zones.Berlin) with { Language = "German" },
            Of(181000004, "F181NW04", "Northwind Outdoor Schweiz", 260002, "CHF", Zones.Berlin) with { Language = "German", BusinessAddress = Zurich },
            Of(181000005, "F181NW05", "Northwind Outdoor 日本", 260002, "JPY", Zones.Tokyo) with { Language = "Japanese" },
        ],
        [
            new User(138100001, "maria@northwind.example", "Maria", "Keller", 260001)
            {
                JobTitle = "Head of Marketing",
                Roles = [new Role(Role.SuperAdmin, 260001), new Role(Role.SuperAdmin, 260002)],
                Purpose = "Start here: super admin with five healthy accounts of two customers, in five currencies.",
            },
        ]);

    private static Account Of(long id, string number, string name, long customer, string currency, string zone) =>
        new(id, number, name, customer, currency, zone) { PrimaryUserId = 138100001, LastModifiedByUserId = 138100001, AutoTagType = "Preserve" };
}

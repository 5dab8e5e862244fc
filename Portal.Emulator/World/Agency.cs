namespace Portal.Emulator.World;

/// <summary>An agency with customers below customers, an account that is only linked, and every usual role.</summary>
internal static class Agency
{
    private const long Anna = 138000001;

    private static readonly Address Paris = new(152_536_617, "12 rue des Lilas", "Paris", "01", "75016", "FR", "Contoso Chaussures SAS");

    public static People Seed() => new(
        [
            new Customer(250001, "Contoso Agency", "C25M7K0A1G") { Industry = "MarketingAndAdvertising" },
            new Customer(250002, "Contoso Shoes", "C25M7K0B2S") { MarketCountry = "FR", MarketLanguage = "French", Address = Paris },
            new Customer(250003, "Contoso Regional", "C25M7K0C3R"),
            new Customer(250004, "Adventure Works", "C25M7K0D4W") { Industry = "Travel" },
            new Customer(250005, "Contoso North", "C25M7K0E5N"),
            new Customer(250006, "Contoso Fjords", "C25M7K0F6F") { MarketCountry = "NO" },
        ],
        [
            new CustomerLink(250001, 250002, "Administrative"),
            new CustomerLink(250002, 250003, "Standard"),
            new CustomerLink(250003, 250005, "Standard"),
            new CustomerLink(250005, 250006, "Standard"),
        ],
        [new AccountLink(250003, 444111)],
        [.. Accounts()],
        [.. Users()]);

    private static IEnumerable<Account> Accounts() =>
    [
        Of(180000001, "F110XP1K", "Contoso Shoes France", 250002, "EUR", Zones.Paris) with { Language = "French", PaymentMethodType = null, BusinessAddress = Paris },
        Of(180000002, "F110XP2L", "Contoso Hats", 250002, "EUR", Zones.Paris) with { LifeCycleStatus = "Pause", PauseReason = 2, FinancialStatus = "Hold" },
        Of(180000003, "F110XP3M", "Contoso Boots UK", 250002, "GBP", Zones.London),
        Of(180000004, "F110XP4N", "Contoso Agency House Account", 250001, "USD", Zones.Pacific),
        Of(180000005, "F110XP5P", "Contoso Regional East", 250003, "USD", Zones.Eastern),
        Of(180000006, "F110XP6Q", "Contoso Regional Athens", 250003, "EUR", Zones.Athens),
        Of(180000007, "F110XP7R", "Contoso North Shop", 250005, "EUR", Zones.Berlin),
        Of(180000008, "F110XP8S", "Contoso Fjord Tours", 250006, "EUR", Zones.Berlin),
        Of(444111, "F444TR11", "Adventure Works Cycling", 250004, "USD", Zones.Pacific),
    ];

    private static IEnumerable<User> Users() =>
    [
        Person(Anna, "anna@contoso.example", "Anna", "Lindgren", 250001,
            "An agency: super admin with client customers four levels deep and an account that is only linked.",
            new Role(Role.SuperAdmin, 250001), new Role(Role.SuperAdmin, 250002) { CustomerLinkPermission = "Administrative" }),
        Person(138000002, "samir@contoso.example", "Samir", "Haddad", 250002, "Standard user of a customer and of those linked below it.", new Role(Role.Standard, 250002)),
        Person(138000003, "clara@contoso.example", "Clara", "Moreau", 250002, "Campaign manager who sees two accounts only.",
            new Role(Role.CampaignManager, 250002) { AccountIds = [180000001, 180000003] }),
        Person(138000004, "victor@contoso.example", "Victor", "Nowak", 250002, "Viewer: may read, every change is refused (four customers, one below the other).", new Role(Role.Viewer, 250002)),
        Person(138000005, "agnes@contoso.example", "Agnes", "Baumann", 250001, "Aggregator and super admin at once.",
            new Role(Role.Aggregator, 250001), new Role(Role.SuperAdmin, 250003) { LinkedAccountIds = [444111], CustomerLinkPermission = "Standard" }),
    ];

    private static Account Of(long id, string number, string name, long customer, string currency, string zone) =>
        new(id, number, name, customer, currency, zone) { PrimaryUserId = Anna, LastModifiedByUserId = Anna };

    private static User Person(long id, string userName, string first, string last, long customer, string purpose, params Role[] roles) =>
        new(id, userName, first, last, customer) { Purpose = purpose, Roles = roles };
}

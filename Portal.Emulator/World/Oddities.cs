namespace Portal.Emulator.World;

/// <summary>What a client meets sooner or later: accounts in every state, unrelated customers, no accounts, a role nobody knows.</summary>
internal static class Oddities
{
    public static People Seed() => new(
        [
            new Customer(270001, "Litware Electronics", "C27L1T1W0E"),
            new Customer(270002, "Fabrikam Residences", "C27F4B2K0R") { Industry = "RealEstate" },
            new Customer(270003, "Wingtip Toys", "C27W1N3G0T"),
            new Customer(270004, "Lucerne Publishing", "C27L5C4P0U"),
            new Customer(270005, "Tailspin Records", "C27T2S5P0R"),
        ],
        [],
        [],
        [.. States(), .. Others()],
        [.. Users()]);

    private static IEnumerable<Account> States() =>
    [
        new Account(182000001, "F182LW01", "Litware Laptops", 270001, "USD", Zones.Pacific),
        new Account(182000002, "F182LW02", "Litware Phones (paused by a user)", 270001, "USD", Zones.Pacific) { LifeCycleStatus = "Pause", PauseReason = 1 },
        new Account(182000003, "F182LW03", "Litware Tablets (billing hold)", 270001, "USD", Zones.Pacific)
            { LifeCycleStatus = "Pause", PauseReason = 2, FinancialStatus = "Hold" },
        new Account(182000004, "F182LW04", "Litware Cameras (paused twice)", 270001, "USD", Zones.Pacific)
            { LifeCycleStatus = "Pause", PauseReason = 4, FinancialStatus = "UserHold" },
        new Account(182000005, "F182LW05", "Litware Draft", 270001, "USD", Zones.Pacific) { LifeCycleStatus = "Draft", FinancialStatus = "Proposed" },
        new Account(182000006, "F182LW06", "Litware Outlet (closed)", 270001, "USD", Zones.Pacific) { LifeCycleStatus = "Inactive" },
        new Account(182000007, "F182LW07", "Litware Marketplace", 270001, "USD", Zones.Pacific)
            { LifeCycleStatus = "Pending", FinancialStatus = "PendingCreditCheck", PaymentMethodId = null, PaymentMethodType = null },
        new Account(182000008, "F182LW08", "Litware Imports (suspended)", 270001, "USD", Zones.Pacific) { LifeCycleStatus = "Suspended", FinancialStatus = "WriteOff" },
    ];

    private static IEnumerable<Account> Others() =>
    [
        new Account(182000021, "F182FK01", "Fabrikam Homes", 270002, "USD", Zones.Eastern) { PaymentMethodType = "Invoice" },
        new Account(182000022, "F182FK02", "Fabrikam Rentals", 270002, "CHF", Zones.Berlin),
        new Account(182000023, "F182WT01", "Wingtip Toys Europe", 270003, "EUR", Zones.Athens),
        new Account(182000024, "F182TS01", "Tailspin Vinyl", 270005, "GBP", Zones.London),
    ];

    private static IEnumerable<User> Users() =>
    [
        new User(138200001, "paul@litware.example", "Paul", "Okafor", 270001)
        {
            Roles = [new Role(Role.SuperAdmin, 270001)], Purpose = "One account in every state: active, paused three ways, draft, closed, pending, suspended.",
        },
        new User(138200002, "tomas@fabrikam.example", "Tomas", "Novotny", 270002)
        {
            Roles = [new Role(Role.SuperAdmin, 270002), new Role(Role.Standard, 270003)], Purpose = "Belongs to two customers that have nothing to do with each other.",
        },
        new User(138200003, "nora@lucerne.example", "Nora", "Frei", 270004)
        {
            Roles = [new Role(Role.SuperAdmin, 270004)], Purpose = "Has no account at all.",
        },
        new User(138200004, "ursula@tailspin.example", "Ursula", "Brandt", 270005)
        {
            Roles = [new Role(999, 270005)], Purpose = "Has a role (999) that no documentation names.",
        },
    ];
}

namespace Portal.Emulator.World;

/// <summary>The seeded customers, accounts, links and users.</summary>
internal sealed record People(
    IReadOnlyList<Customer> Customers,
    IReadOnlyList<CustomerLink> CustomerLinks,
    IReadOnlyList<AccountLink> AccountLinks,
    IReadOnlyList<Account> Accounts,
    IReadOnlyList<User> Users)
{
    public static People Seed(EmulatorOptions options) => Join(Newcomers.Seed(), Agency.Seed(), Oddities.Seed(), ManyAccounts.Seed(options));

    private static People Join(params People[] parts) => new(
        [.. parts.SelectMany(part => part.Customers)],
        [.. parts.SelectMany(part => part.CustomerLinks)],
        [.. parts.SelectMany(part => part.AccountLinks)],
        [.. parts.SelectMany(part => part.Accounts)],
        [.. parts.SelectMany(part => part.Users)]);
}

/// <summary>Time zones of the accounts, by the names of the account's enum.</summary>
internal static class Zones
{
    public const string Pacific = "PacificTimeUSCanadaTijuana";
    public const string Eastern = "EasternTimeUSCanada";
    public const string London = "GreenwichMeanTimeDublinEdinburghLisbonLondon";
    public const string Berlin = "AmsterdamBerlinBernRomeStockholmVienna";
    public const string Paris = "BrusselsCopenhagenMadridParis";
    public const string Tokyo = "OsakaSapporoTokyo";

    /// <summary>One of the four that the reporting enum spells otherwise.</summary>
    public const string Athens = "AthensBuckarestIstanbul";
}

using System.Globalization;

namespace Portal.Emulator.World;

/// <summary>One login with as many accounts as the scale says: paging, load, long lists.</summary>
internal static class ManyAccounts
{
    private const long CustomerId = 280001;
    private const long UserId = 138300001;

    private static readonly string[] Towns =
        ["Aachen", "Bath", "Como", "Delft", "Exeter", "Fulda", "Genoa", "Hull", "Inverness", "Jena", "Kassel", "Leeds", "Malmö", "Nantes", "Oxford", "Porto"];

    private static readonly (string Currency, string Zone)[] Markets =
        [("EUR", Zones.Berlin), ("GBP", Zones.London), ("USD", Zones.Eastern), ("CHF", Zones.Berlin), ("JPY", Zones.Tokyo)];

    public static People Seed(EmulatorOptions options) => new(
        [new Customer(CustomerId, "Trey Franchise Network", "C28T9R1Y0F")],
        [],
        [],
        [.. Enumerable.Range(1, options.Scale.Accounts).Select(number => Branch(number, options.Seed))],
        [
            new User(UserId, "bea@trey.example", "Bea", "Santos", CustomerId)
            {
                Roles = [new Role(Role.SuperAdmin, CustomerId)],
                Purpose = string.Create(CultureInfo.InvariantCulture, $"A franchise network with {options.Scale.Accounts:N0} accounts: paging and load."),
            },
        ]);

    private static Account Branch(int number, int seed)
    {
        var (currency, zone) = Markets[(number + seed) % Markets.Length];
        return new Account(
            190_000_000 + number,
            string.Create(CultureInfo.InvariantCulture, $"F19{number:00000}"),
            string.Create(CultureInfo.InvariantCulture, $"Trey Bakery {Towns[(number * 7 + seed) % Towns.Length]} {number:0000}"),
            CustomerId,
            currency,
            zone)
        {
            PrimaryUserId = UserId,
            LastModifiedByUserId = UserId,
        };
    }
}

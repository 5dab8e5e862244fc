namespace Portal.Emulator.World;

/// <summary>A manager account: owns advertising accounts and may manage other customers.</summary>
public sealed record Customer(long Id, string Name, string Number)
{
    public string Industry { get; init; } = "Retail";

    public string MarketCountry { get; init; } = "US";

    public string MarketLanguage { get; init; } = "English";

    public string FinancialStatus { get; init; } = "ClearFinancialStatus";

    public string LifeCycleStatus { get; init; } = "Active";

    public Address Address { get; init; } = Address.Seattle;
}

/// <summary>One customer manages another: <c>Administrative</c> or <c>Standard</c>.</summary>
public sealed record CustomerLink(long ManagerId, long ClientId, string Permission);

/// <summary>One customer manages a single account of another.</summary>
public sealed record AccountLink(long CustomerId, long AccountId);

public sealed record Address(
    long Id, string Line1, string City, string? StateOrProvince, string PostalCode, string CountryCode, string? BusinessName = null)
{
    public static Address Seattle { get; } = new(149_004_358, "1420 Harbor Avenue", "Seattle", "WA", "98101", "US");
}

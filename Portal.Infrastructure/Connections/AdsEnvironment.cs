namespace Portal.Infrastructure.Connections;

/// <summary>Which Microsoft the portal talks to.</summary>
public enum AdsEnvironment
{
    /// <summary>The real one.</summary>
    Production = 0,

    /// <summary>Microsoft's own test system: real sign-in, hardly any report data.</summary>
    Sandbox = 1,

    /// <summary>The local stand-in; refused where the portal itself runs as Production.</summary>
    Emulator = 2,
}

/// <summary>The services of the Microsoft Advertising API that the portal uses, each on a host of its own.</summary>
public enum AdsService
{
    CustomerManagement = 1,
    CampaignManagement = 2,
    Reporting = 3,
    Bulk = 4,
}

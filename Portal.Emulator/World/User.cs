namespace Portal.Emulator.World;

/// <summary>What a user may do under one customer. Null account ids are all accounts of the customer.</summary>
public sealed record Role(int RoleId, long CustomerId)
{
    public const int CampaignManager = 16;
    public const int Aggregator = 33;
    public const int SuperAdmin = 41;
    public const int Viewer = 100;
    public const int Standard = 203;

    public IReadOnlyList<long>? AccountIds { get; init; }

    public IReadOnlyList<long>? LinkedAccountIds { get; init; }

    /// <summary>Null is direct; else Administrative, Standard or LinkedEntityOnly.</summary>
    public string? CustomerLinkPermission { get; init; }

    /// <summary>Viewers, and roles nobody has heard of, only read.</summary>
    public bool MayWrite => RoleId is SuperAdmin or Standard or CampaignManager or Aggregator;

    internal bool Allows(long accountId) =>
        AccountIds is not { Count: > 0 } || AccountIds.Contains(accountId) || LinkedAccountIds?.Contains(accountId) is true;
}

/// <summary>A person who can sign in at the stand-in.</summary>
public sealed record User(long Id, string UserName, string FirstName, string LastName, long CustomerId)
{
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>What this person is good for, as the start page and the sign-in page say it.</summary>
    public string Purpose { get; init; } = "";

    public string? JobTitle { get; init; }

    public Address Address { get; init; } = Address.Seattle;

    public string FullName => $"{FirstName} {LastName}";
}

using Portal.Domain.Connections;

namespace Portal.Domain.Ads;

/// <summary>The three ids without which no call about an account is sent.</summary>
public sealed record AccountAccess(Id<Connection> ConnectionId, AdsId<Customer> CustomerId, AdsId<AdsAccount> AccountId);

/// <summary>Who is behind a token: the answer of GetUser.</summary>
public sealed record AdsUser(long Id, string UserName, string FullName, IReadOnlyList<CustomerRole> Roles);

/// <param name="RoleId">41 Super Admin, 203 Standard, 16 Campaign Manager, 100 Viewer, 33 Aggregator; others occur.</param>
/// <param name="CustomerId">The customer at which the role holds.</param>
/// <param name="AccountIds">Empty means all accounts of the customer.</param>
/// <param name="LinkedAccountIds">Accounts reached by an account link.</param>
/// <param name="LinkPermission">Null for a direct role; otherwise Administrative, Standard or LinkedEntityOnly.</param>
public sealed record CustomerRole(
    int RoleId,
    AdsId<Customer> CustomerId,
    IReadOnlyList<AdsId<AdsAccount>> AccountIds,
    IReadOnlyList<AdsId<AdsAccount>> LinkedAccountIds,
    string? LinkPermission);

/// <summary>An account that a login reaches, with the customer to come through.</summary>
public sealed record DiscoveredAccount(
    AdsId<AdsAccount> AccountId,
    string Number,
    string Name,
    AdsId<Customer> CustomerId,
    string CustomerName,
    AdsId<Customer> OwnerId,
    string CurrencyCode,
    string TimeZone,
    string Status,
    int? PauseReason,
    int RoleId);

/// <summary>What a login reaches: the user and every account, each once.</summary>
public sealed record Discovery(AdsUser User, IReadOnlyList<DiscoveredAccount> Accounts);

using System.Text.Json.Serialization;

namespace Portal.Infrastructure.Ads.Wire;

/// <param name="UserId">Null, written as such, asks for the owner of the token.</param>
internal sealed record GetUserBody([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? UserId);

internal sealed record GetUserAnswer(WireUser? User, IReadOnlyList<WireRole?>? CustomerRoles);

internal sealed record WireUser(long Id, string? UserName, WirePersonName? Name);

internal sealed record WirePersonName(string? FirstName, string? LastName);

internal sealed record WireRole(int RoleId, long CustomerId, IReadOnlyList<long>? AccountIds, IReadOnlyList<long>? LinkedAccountIds, string? CustomerLinkPermission);

internal sealed record SearchAccountsBody(IReadOnlyList<WirePredicate> Predicates, IReadOnlyList<WireOrder> Ordering, WirePage PageInfo);

internal sealed record WirePredicate(string Field, string Operator, string Value);

internal sealed record WireOrder(string Field, string Order);

/// <param name="Index">Zero-based number of the page.</param>
/// <param name="Size">1 to 1000.</param>
internal sealed record WirePage(int Index, int Size);

internal sealed record SearchAccountsAnswer(IReadOnlyList<WireAccount?>? Accounts);

internal sealed record WireAccount(
    long Id,
    string? Number,
    string? Name,
    long ParentCustomerId,
    string? CurrencyCode,
    string? TimeZone,
    string? AccountLifeCycleStatus,
    int? PauseReason);

internal sealed record GetCustomersInfoBody(string CustomerNameFilter, int TopN);

internal sealed record GetCustomersInfoAnswer(IReadOnlyList<WireInfo?>? CustomersInfo);

internal sealed record GetLinkedBody(long CustomerId, bool OnlyParentAccounts);

internal sealed record GetLinkedAnswer(IReadOnlyList<WireInfo?>? AccountsInfo, IReadOnlyList<WireInfo?>? CustomersInfo);

internal sealed record WireInfo(long Id, string? Name);

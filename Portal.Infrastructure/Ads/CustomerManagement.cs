using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Portal.Domain.Ads;
using Portal.Infrastructure.Ads.Wire;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>Who a login is and what it reaches (https://learn.microsoft.com/advertising/customer-management-service/customer-management-service-reference).</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class CustomerManagement(AdsCalls calls)
{
    private const int PageSize = 1000;
    private const int MostCustomers = 5000;

    private static readonly AdsOperation GetUser = AdsOperation.Read(AdsService.CustomerManagement, nameof(GetUser), "User/Query");
    private static readonly AdsOperation SearchAccounts = AdsOperation.Read(AdsService.CustomerManagement, nameof(SearchAccounts), "Accounts/Search");
    private static readonly AdsOperation GetCustomersInfo = AdsOperation.Read(AdsService.CustomerManagement, nameof(GetCustomersInfo), "CustomersInfo/Query");
    private static readonly AdsOperation GetLinked = AdsOperation.Read(
        AdsService.CustomerManagement, "GetLinkedAccountsAndCustomersInfo", "LinkedAccountsAndCustomersInfo/Query");

    public async Task<AdsUser> GetUserAsync(AdsLogin login, CancellationToken ct)
    {
        var answer = (await calls.SendAsync<GetUserAnswer>(GetUser, login, null, new GetUserBody(null), ct)).Body;
        var user = answer.User ?? throw new AdsApiException(AdsFault.Transient, 0, "CustomerManagement GetUser: the answer names no user.", null);
        var userName = user.UserName ?? user.Id.ToString(CultureInfo.InvariantCulture);
        var name = $"{user.Name?.FirstName} {user.Name?.LastName}".Trim();
        return new AdsUser(user.Id, userName, name.Length > 0 ? name : userName, [.. answer.CustomerRoles.Present().Select(Role)]);
    }

    /// <summary>Every account of the user, each once: one account can appear by several paths.</summary>
    public async Task<IReadOnlyList<WireAccount>> GetAccountsAsync(AdsLogin login, long userId, CancellationToken ct)
    {
        var accounts = new Dictionary<long, WireAccount>();
        for (var page = 0; ; page++)
        {
            var body = new SearchAccountsBody(
                [new WirePredicate("UserId", "Equals", userId.ToString(CultureInfo.InvariantCulture))],
                [new WireOrder("Id", "Ascending")],
                new WirePage(page, PageSize));
            var (found, known) = ((await calls.SendAsync<SearchAccountsAnswer>(SearchAccounts, login, null, body, ct)).Body.Accounts ?? [], accounts.Count);
            foreach (var account in found.Present())
            {
                accounts.TryAdd(account.Id, account);
            }

            // A service that ignored the page number would answer the same page for ever.
            if (found.Count < PageSize || accounts.Count == known)
            {
                return [.. accounts.Values];
            }
        }
    }

    /// <summary>Names by customer id, of the customers that the service lists for the user; linked ones may be missing.</summary>
    public async Task<Dictionary<long, string>> GetCustomerNamesAsync(AdsLogin login, CancellationToken ct)
    {
        var answer = await calls.SendAsync<GetCustomersInfoAnswer>(GetCustomersInfo, login, null, new GetCustomersInfoBody("", MostCustomers), ct);
        return answer.Body.CustomersInfo.Present().DistinctBy(customer => customer.Id).ToDictionary(customer => customer.Id, customer => customer.Name ?? "");
    }

    /// <summary>One level: the customer's own and linked accounts, and the customers directly below it.</summary>
    public async Task<GetLinkedAnswer> GetLinkedAsync(AdsLogin login, long customerId, CancellationToken ct) =>
        (await calls.SendAsync<GetLinkedAnswer>(GetLinked, login, null, new GetLinkedBody(customerId, false), ct)).Body;

    private static CustomerRole Role(WireRole role) => new(
        role.RoleId,
        new AdsId<Customer>(role.CustomerId),
        [.. (role.AccountIds ?? []).Select(id => new AdsId<AdsAccount>(id))],
        [.. (role.LinkedAccountIds ?? []).Select(id => new AdsId<AdsAccount>(id))],
        role.CustomerLinkPermission);
}

internal static class WireLists
{
    /// <summary>What is there: the API writes null for an empty list, and null in the place of an item that failed.</summary>
    public static IEnumerable<T> Present<T>(this IEnumerable<T?>? items)
        where T : class => (items ?? []).OfType<T>();
}

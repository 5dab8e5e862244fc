using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Portal.Emulator.World;

/// <summary>Everyone and every account there is, and who reaches what. Accounts and roles can be replaced while it runs.</summary>
public sealed class Directory
{
    /// <summary>Manager accounts may be linked at most this many levels deep (Microsoft's account hierarchy page).</summary>
    public const int DeepestLink = 5;

    private readonly ConcurrentDictionary<long, Account> accounts;
    private readonly ConcurrentDictionary<long, User> users;
    private readonly FrozenDictionary<long, Customer> customers;
    private readonly ILookup<long, CustomerLink> clients;
    private readonly ILookup<long, long> linkedAccounts;
    private readonly ConcurrentDictionary<long, IReadOnlyList<long>> owned = [];
    private readonly People seed;

    internal Directory(People people)
    {
        seed = people;
        customers = people.Customers.ToFrozenDictionary(customer => customer.Id);
        clients = people.CustomerLinks.ToLookup(link => link.ManagerId);
        linkedAccounts = people.AccountLinks.ToLookup(link => link.CustomerId, link => link.AccountId);
        accounts = new(people.Accounts.Select(account => KeyValuePair.Create(account.Id, account)));
        users = new(people.Users.Select(user => KeyValuePair.Create(user.Id, user)));
    }

    /// <summary>In the order in which the pages list them.</summary>
    public IReadOnlyList<User> Users => [.. seed.Users.Select(user => users[user.Id])];

    public IReadOnlyList<Customer> Customers => seed.Customers;

    public IEnumerable<Account> Accounts => accounts.Values.OrderBy(account => account.Id);

    public User? UserBy(string? userName) =>
        users.Values.FirstOrDefault(user => string.Equals(user.UserName, userName, StringComparison.OrdinalIgnoreCase));

    public User? UserBy(long id) => users.GetValueOrDefault(id);

    public Customer? CustomerBy(long id) => customers.GetValueOrDefault(id);

    public Account? AccountBy(long id) => accounts.GetValueOrDefault(id);

    /// <summary>What the user may do, directly and by customer links that show up as roles.</summary>
    public IReadOnlyList<Role> Roles(User user) => users.TryGetValue(user.Id, out var current) ? current.Roles : [];

    /// <summary>Customers that this one manages directly.</summary>
    public IEnumerable<CustomerLink> ClientsOf(long customerId) => clients[customerId];

    /// <summary>The customer's own accounts and, unless only its own are wanted, the ones linked to it; by id.</summary>
    public IReadOnlyList<Account> AccountsOf(long customerId, bool onlyOwn = false)
    {
        var own = owned.GetOrAdd(customerId, id => [.. accounts.Values.Where(account => account.ParentCustomerId == id).Select(account => account.Id).Order()]);
        return [.. own.Concat(onlyOwn ? [] : linkedAccounts[customerId]).Distinct().Order().Select(id => accounts[id])];
    }

    /// <summary>
    /// Whether the user reaches the customer by a role of theirs (directly or down the links) and, when an account is given,
    /// the account through that customer: owned by it, linked to it, or of a customer below it.
    /// </summary>
    public bool CanReach(User user, long? customerId, long? accountId) => Ways(user, customerId, accountId).Any();

    /// <summary>As <see cref="CanReach"/>, and one of the roles that lead there may change things.</summary>
    public bool CanWrite(User user, long? customerId, long? accountId) => Ways(user, customerId, accountId).Any(role => role.MayWrite);

    /// <summary>Every account the user reaches, each once, by id.</summary>
    public IReadOnlyList<Account> AccountsOf(User user) =>
        [.. Roles(user).SelectMany(role => Below(role.CustomerId).SelectMany(customer => AccountsOf(customer)).Where(account => role.Allows(account.Id)))
            .DistinctBy(account => account.Id).OrderBy(account => account.Id)];

    /// <summary>Every customer the user reaches, each once, by id.</summary>
    public IReadOnlyList<Customer> CustomersOf(User user) =>
        [.. Roles(user).SelectMany(role => role.AccountIds is { Count: > 0 } ? [role.CustomerId] : Below(role.CustomerId))
            .Distinct().Order().Select(id => customers[id])];

    /// <summary>Puts an account in the place of the one with its id: it may belong to another customer from now on.</summary>
    public void Replace(Account account)
    {
        accounts[account.Id] = account;
        owned.Clear();
    }

    /// <summary>Puts a user in the place of the one with this id, with other roles for instance.</summary>
    public void Replace(User user) => users[user.Id] = user;

    internal void Reset()
    {
        seed.Accounts.ToList().ForEach(Replace);
        seed.Users.ToList().ForEach(Replace);
    }

    private IEnumerable<Role> Ways(User user, long? customerId, long? accountId) => Roles(user).Where(role =>
        (customerId is null || (role.AccountIds is { Count: > 0 } ? role.CustomerId == customerId : Below(role.CustomerId).Contains(customerId.Value)))
        && (accountId is null || (role.Allows(accountId.Value) && IsBelow(customerId ?? role.CustomerId, accountId.Value))));

    private bool IsBelow(long customerId, long accountId) => accounts.TryGetValue(accountId, out var account)
        && Below(customerId).Any(id => account.ParentCustomerId == id || linkedAccounts[id].Contains(accountId));

    private IEnumerable<long> Below(long customerId, int level = 0) => level > DeepestLink ? []
        : [customerId, .. clients[customerId].SelectMany(link => Below(link.ClientId, level + 1))];
}

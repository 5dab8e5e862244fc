using System.Diagnostics.CodeAnalysis;
using Portal.Domain.Ads;
using Portal.Infrastructure.Ads.Wire;

namespace Portal.Infrastructure.Ads;

/// <summary>Finds every account that a login reaches, and the path to each.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class AccountDiscovery(CustomerManagement customers)
{
    /// <summary>Microsoft links managers to managers at most this deep.</summary>
    private const int Deepest = 6;

    public async Task<Discovery> RunAsync(AdsLogin login, CancellationToken ct)
    {
        var user = await customers.GetUserAsync(login, ct);
        var accounts = await customers.GetAccountsAsync(login, user.Id, ct);
        var names = await customers.GetCustomerNamesAsync(login, ct);
        var paths = new Paths(user.Roles);
        var found = accounts.ToDictionary(account => account.Id, paths.Direct);
        var missing = found.Where(pair => pair.Value is null).Select(pair => pair.Key).ToHashSet();
        if (missing.Count > 0)
        {
            await WalkAsync(login, paths, found, missing, names, ct);
        }

        return new Discovery(user, [.. accounts.Select(account => Describe(account, found[account.Id] ?? paths.Fallback(account), names))]);
    }

    /// <summary>Level by level, so that the shortest path is taken; ends when every account is found.</summary>
    private async Task WalkAsync(AdsLogin login, Paths paths, Dictionary<long, AdsPath?> found, HashSet<long> missing, Dictionary<long, string> names, CancellationToken ct)
    {
        var level = paths.Roots.ToList();
        var seen = level.Select(path => path.CustomerId).ToHashSet();
        for (var depth = 0; depth < Deepest && level.Count > 0 && missing.Count > 0; depth++)
        {
            var next = new List<AdsPath>();
            foreach (var path in level)
            {
                var linked = await customers.GetLinkedAsync(login, path.CustomerId, ct);
                foreach (var account in linked.AccountsInfo.Present().Where(account => missing.Remove(account.Id)))
                {
                    found[account.Id] = path;
                }

                foreach (var customer in linked.CustomersInfo.Present().Where(customer => seen.Add(customer.Id)))
                {
                    names.TryAdd(customer.Id, customer.Name ?? "");
                    next.Add(path with { CustomerId = customer.Id });
                }
            }

            level = next;
        }
    }

    private static DiscoveredAccount Describe(WireAccount account, AdsPath path, Dictionary<long, string> names) => new(
        new AdsId<AdsAccount>(account.Id),
        account.Number ?? "",
        account.Name ?? $"Account {account.Id}",
        new AdsId<Customer>(path.CustomerId),
        names.GetValueOrDefault(path.CustomerId) is { Length: > 0 } name ? name : $"Customer {path.CustomerId}",
        new AdsId<Customer>(account.ParentCustomerId),
        account.CurrencyCode ?? "",
        account.TimeZone ?? "",
        account.AccountLifeCycleStatus ?? "",
        account.PauseReason,
        path.RoleId);
}

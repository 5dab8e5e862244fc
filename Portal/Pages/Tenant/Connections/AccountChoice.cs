using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Connections;

/// <summary>A customer, and those of its accounts that one page of the list shows.</summary>
/// <param name="Reached">How many accounts the list has under this customer, on whatever page.</param>
/// <param name="Chosen">How many of these are used.</param>
public sealed record CustomerGroup(AdsId<Customer> Id, string Name, int Reached, int Chosen, IReadOnlyList<AdsAccount> Accounts)
{
    /// <summary>Nothing of the customer stands on another page.</summary>
    public bool IsWhole => Accounts.Count == Reached;
}

/// <summary>The accounts that one login reaches, as a list with search, and which of them are used.</summary>
public sealed class AccountChoice(PortalDb db)
{
    public Task<Connection?> FindAsync(Id<Connection> id, CancellationToken ct) => db.Connections
        .FirstOrDefaultAsync(connection => connection.Id == id && connection.State != ConnectionState.Disconnected, ct);

    public IQueryable<AdsAccount> Reached(Connection connection) => db.AdsAccounts.Where(account => account.ConnectionId == connection.Id);

    /// <summary>Those whose name, number or customer holds the text, taken letter by letter, and whose status is the one asked for.</summary>
    public IQueryable<AdsAccount> Matching(Connection connection, string? search, string? status)
    {
        var accounts = Reached(connection);
        if (search?.Trim() is { Length: > 0 } text)
        {
            accounts = accounts.Where(account => PortalDb.Has(account.Name, text) || PortalDb.Has(account.Number, text) || PortalDb.Has(account.CustomerName, text));
        }

        return string.IsNullOrEmpty(status) ? accounts : accounts.Where(account => account.Status == status);
    }

    /// <summary>One page of the list, by customer; each group knows how much of it the whole list has.</summary>
    public static async Task<IReadOnlyList<CustomerGroup>> PageAsync(IQueryable<AdsAccount> accounts, int skip, int take, CancellationToken ct)
    {
        var shown = await accounts.AsNoTracking()
            .OrderBy(account => account.CustomerName).ThenBy(account => account.CustomerId).ThenBy(account => account.Name).ThenBy(account => account.AccountId)
            .Skip(skip).Take(take)
            .ToListAsync(ct);
        var customers = shown.Select(account => account.CustomerId).Distinct().ToList();
        var counts = await accounts.Where(account => customers.Contains(account.CustomerId))
            .GroupBy(account => account.CustomerId)
            .Select(group => new { group.Key, Reached = group.Count(), Chosen = group.Count(account => account.IsChosen) })
            .ToDictionaryAsync(group => group.Key, ct);
        return [.. shown.GroupBy(account => account.CustomerId)
            .Select(group => new CustomerGroup(group.Key, group.First().CustomerName, counts[group.Key].Reached, counts[group.Key].Chosen, [.. group]))];
    }

    /// <summary>Takes over the ticks of the accounts that were shown; the others stay as they are.</summary>
    public async Task KeepTicksAsync(Connection connection, IReadOnlyList<long> shown, IReadOnlyList<long> chosen, CancellationToken ct)
    {
        var keys = shown.Select(account => new AdsId<AdsAccount>(account)).ToList();
        var ticked = chosen.ToHashSet();
        foreach (var account in await Reached(connection).Where(account => keys.Contains(account.AccountId)).ToListAsync(ct))
        {
            Set(account, ticked.Contains(account.AccountId.Value));
        }
    }

    public static async Task SetAllAsync(IQueryable<AdsAccount> accounts, bool chosen, CancellationToken ct)
    {
        foreach (var account in await accounts.ToListAsync(ct))
        {
            Set(account, chosen);
        }
    }

    private static void Set(AdsAccount account, bool chosen)
    {
        if (chosen)
        {
            account.Choose();
        }
        else
        {
            account.Leave();
        }
    }
}

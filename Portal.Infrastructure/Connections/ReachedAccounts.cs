using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;

namespace Portal.Infrastructure.Connections;

/// <summary>Which connection of the tenant reaches which account, and through which one each is read. Whoever calls saves.</summary>
public sealed class ReachedAccounts(PortalDb db, Restatement restatement, TimeProvider clock)
{
    public async Task<ReachChange> CompareAsync(Connection connection, IReadOnlyList<DiscoveredAccount> found, CancellationToken ct) =>
        ReachChange.Of(connection.Id, await db.AdsAccounts.ToListAsync(ct), found);

    /// <summary>Takes over what a discovery found. Accounts that another usable connection of the tenant already reads stay with it; those it no longer finds are marked.</summary>
    public async Task TakeOverAsync(Connection connection, IReadOnlyList<DiscoveredAccount> found, CancellationToken ct)
    {
        var known = await db.AdsAccounts.ToDictionaryAsync(account => account.AccountId, ct);
        var usable = await Usable().Select(other => other.Id).ToListAsync(ct);
        var now = clock.GetUtcNow();
        foreach (var account in found)
        {
            if (!known.TryGetValue(account.AccountId, out var mine))
            {
                db.AdsAccounts.Add(new AdsAccount(connection.TenantId, connection.Id, account, now));
            }
            else if (mine.ConnectionId == connection.Id || !mine.IsChosen || !usable.Contains(mine.ConnectionId))
            {
                var (zone, currency) = (mine.TimeZone, mine.CurrencyCode);
                mine.Refresh(connection.Id, account, now);
                if (mine.IsChosen && (zone, currency) != (mine.TimeZone, mine.CurrencyCode))
                {
                    await restatement.RunAsync(mine, zone, currency, ct);
                }
            }
        }

        var reached = found.Select(account => account.AccountId).ToHashSet();
        foreach (var lost in known.Values.Where(account => account.ConnectionId == connection.Id && !reached.Contains(account.AccountId)))
        {
            lost.Lose(now);
        }

        await KeepWaysAsync(connection, found, ct);
    }

    /// <summary>
    /// Chosen accounts whose connection cannot be used any more are read through another one that reaches them, if there is one; those
    /// without stay where they are.
    /// </summary>
    public async Task MoveToUsableAsync(CancellationToken ct)
    {
        var usable = Usable();
        var stranded = await db.AdsAccounts
            .Where(account => account.IsChosen && !usable.Any(connection => connection.Id == account.ConnectionId))
            .ToListAsync(ct);
        if (stranded.Count == 0)
        {
            return;
        }

        var ways = await WaysAsync(stranded, except: null, ct);
        var moved = stranded.Where(account => ways.ContainsKey(account.AccountId)).ToList();
        foreach (var group in moved.GroupBy(account => (Before: account.ConnectionId, Now: ways[account.AccountId].ConnectionId)).ToList())
        {
            await TellAsync(group.Key.Before, group.Key.Now, group.Count(), ct);
        }

        moved.ForEach(account => account.ReadThrough(ways[account.AccountId]));
    }

    /// <summary>Other ways to accounts that a connection no longer reaches, or is to be given up for.</summary>
    public async Task<IReadOnlyDictionary<AdsId<AdsAccount>, AccountReach>> WaysAsync(IReadOnlyList<AdsAccount> accounts, Id<Connection>? except, CancellationToken ct)
    {
        var (ids, usable) = (accounts.Select(account => account.AccountId).ToList(), Usable());
        var ways = await db.AccountReaches
            .Where(way => ids.Contains(way.AccountId) && way.ConnectionId != except && usable.Any(connection => connection.Id == way.ConnectionId))
            .ToListAsync(ct);
        return ways.GroupBy(way => way.AccountId).ToDictionary(
            group => group.Key,
            group => group.OrderBy(way => way.RoleId == AccountReach.ViewerRole).ThenBy(way => way.ConnectionId).First());
    }

    /// <summary>Accounts that nothing reaches any more are no longer read; what was synced of them stays.</summary>
    public async Task LetGoAsync(Connection connection, IReadOnlyList<AdsAccount> lost, CancellationToken ct)
    {
        var ways = await WaysAsync(lost, connection.Id, ct);
        foreach (var account in lost)
        {
            if (ways.TryGetValue(account.AccountId, out var way))
            {
                account.ReadThrough(way);
            }
            else
            {
                account.Leave();
            }
        }
    }

    private IQueryable<Connection> Usable() =>
        db.Connections.Where(connection => connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts);

    private async Task KeepWaysAsync(Connection connection, IReadOnlyList<DiscoveredAccount> found, CancellationToken ct)
    {
        var known = await db.AccountReaches.Where(way => way.ConnectionId == connection.Id).ToDictionaryAsync(way => way.AccountId, ct);
        foreach (var account in found)
        {
            if (known.Remove(account.AccountId, out var way))
            {
                way.Refresh(account);
            }
            else
            {
                db.AccountReaches.Add(new AccountReach(connection.TenantId, account.AccountId, connection.Id, account.CustomerId, account.CustomerName, account.RoleId));
            }
        }

        db.AccountReaches.RemoveRange(known.Values);
    }

    private async Task TellAsync(Id<Connection> before, Id<Connection> now, int accounts, CancellationToken ct)
    {
        var names = await db.Connections.Where(connection => connection.Id == before || connection.Id == now).ToDictionaryAsync(connection => connection.Id, connection => connection.UserName, ct);
        db.AuditEntries.Add(new AuditEntry(
            db.CurrentTenantId,
            Actor.Portal,
            nameof(Connection),
            now.ToString(),
            "AccountsMoved",
            $"{accounts} of the accounts that {names.GetValueOrDefault(before)} read {(accounts == 1 ? "is" : "are")} read through {names.GetValueOrDefault(now)} now.",
            clock.GetUtcNow()));
    }
}

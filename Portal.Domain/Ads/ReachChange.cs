using Portal.Domain.Connections;

namespace Portal.Domain.Ads;

/// <summary>What a new sign-in of a connection would change in the accounts that the tenant knows.</summary>
/// <param name="New">Reached now, and known through no connection so far.</param>
/// <param name="Lost">Read through this connection so far, and not reached by the new sign-in.</param>
public sealed record ReachChange(IReadOnlyList<DiscoveredAccount> New, IReadOnlyList<AdsAccount> Lost)
{
    public bool IsNone => New.Count == 0 && Lost.Count == 0;

    public static ReachChange Of(Id<Connection> connection, IReadOnlyCollection<AdsAccount> known, IReadOnlyCollection<DiscoveredAccount> found)
    {
        var (before, now) = (known.Select(account => account.AccountId).ToHashSet(), found.Select(account => account.AccountId).ToHashSet());
        return new(
            [.. found.Where(account => !before.Contains(account.AccountId))],
            [.. known.Where(account => account.IsChosen && account.ConnectionId == connection && !now.Contains(account.AccountId))]);
    }
}

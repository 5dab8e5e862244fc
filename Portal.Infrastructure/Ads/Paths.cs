using Portal.Domain.Ads;
using Portal.Infrastructure.Ads.Wire;

namespace Portal.Infrastructure.Ads;

/// <summary>The customer to come through, and the role there.</summary>
internal sealed record AdsPath(long CustomerId, int RoleId);

/// <summary>
/// Through which customer a user reaches an account: the one to send as header, which for a linked account is not its owner
/// (https://learn.microsoft.com/advertising/guides/account-hierarchy-permissions).
/// </summary>
internal sealed class Paths(IReadOnlyList<CustomerRole> roles)
{
    /// <summary>From the roles alone; null when the account lies behind a link that no role names.</summary>
    public AdsPath? Direct(WireAccount account)
    {
        var id = new AdsId<AdsAccount>(account.Id);
        return Best(roles.Where(role => role.CustomerId.Value == account.ParentCustomerId && (role.AccountIds.Count == 0 || role.AccountIds.Contains(id))))
            ?? Best(roles.Where(role => role.LinkedAccountIds.Contains(id)));
    }

    /// <summary>The customers to begin a walk at, each with its best role.</summary>
    public IEnumerable<AdsPath> Roots => roles.GroupBy(role => role.CustomerId).Select(group => Best(group)).OfType<AdsPath>();

    /// <summary>What is left when the walk did not meet the account: its owner, with the user's best role.</summary>
    public AdsPath Fallback(WireAccount account) => new(account.ParentCustomerId, Best(roles)?.RoleId ?? 0);

    private static AdsPath? Best(IEnumerable<CustomerRole> candidates) => candidates
        .OrderBy(role => role.LinkPermission is null ? 0 : 1)
        .ThenBy(role => Rank(role.RoleId))
        .Select(role => new AdsPath(role.CustomerId.Value, role.RoleId))
        .FirstOrDefault();

    /// <summary>Super Admin, Standard, Campaign Manager, Aggregator, Viewer, and then whatever Microsoft adds.</summary>
    private static int Rank(int roleId) => Array.IndexOf([41, 203, 16, 33, 100], roleId) is >= 0 and var rank ? rank : int.MaxValue;
}

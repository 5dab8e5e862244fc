using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

internal static class ReachableAccounts
{
    /// <summary>The chosen accounts whose login works, in the order of their ids.</summary>
    public static IQueryable<AdsAccount> Reachable(this PortalDb db) =>
        from account in db.AdsAccounts.AsNoTracking()
        join connection in db.Connections on account.ConnectionId equals connection.Id
        where account.IsChosen && (connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts)
        orderby account.AccountId
        select account;
}

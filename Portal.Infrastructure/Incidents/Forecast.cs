using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Incidents;

/// <summary>What will break next: sign-ins that nobody keeps alive, rights that were taken away, links that were ended.</summary>
public sealed class Forecast(PortalDb db, TimeProvider clock)
{
    /// <summary>Of the scope's tenant, the soonest first.</summary>
    public async Task<IReadOnlyList<Outlook>> ReadAsync(CancellationToken ct) =>
        [.. (await ReadAsync(db.Connections, db.Grants, db.AdsAccounts, ct)).Select(one => one.Outlook)];

    /// <summary>Of all tenants, for the operators.</summary>
    public async Task<IReadOnlyList<(Id<Tenant> Tenant, Outlook Outlook)>> ReadAsync(OperatorScope all, CancellationToken ct) =>
        await ReadAsync(db.Connections.AcrossTenants(all), db.Grants.AcrossTenants(all), db.AdsAccounts.AcrossTenants(all), ct);

    private async Task<IReadOnlyList<(Id<Tenant> Tenant, Outlook Outlook)>> ReadAsync(
        IQueryable<Connection> connections, IQueryable<Grant> grants, IQueryable<AdsAccount> accounts, CancellationToken ct)
    {
        var notKept = clock.GetUtcNow() - Terms.NotKept;
        var usable = connections.Where(connection => connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts);
        var ageing = await (
            from connection in usable
            join grant in grants on new { connection.TenantId, connection.Id } equals new { grant.TenantId, Id = grant.ConnectionId }
            where grant.IssuedAt < notKept
            select new { connection.TenantId, connection.UserName, grant.IssuedAt }).ToListAsync(ct);
        var narrowed = await (
            from account in accounts
            join connection in usable on new { account.TenantId, Id = account.ConnectionId } equals new { connection.TenantId, connection.Id }
            where account.IsChosen && (account.LostSince != null || account.ReadOnlySince != null)
            select new { account.TenantId, account.Name, account.LostSince, account.ReadOnlySince, connection.UserName }).ToListAsync(ct);
        return
        [
            .. ageing.OrderBy(row => row.IssuedAt).Select(row => (row.TenantId, Unused(row.UserName, row.IssuedAt))),
            .. narrowed.Where(row => row.LostSince is not null).Select(row => (row.TenantId, Lost(row.Name, row.UserName, row.LostSince.GetValueOrDefault()))),
            .. narrowed.Where(row => row.LostSince is null).Select(row => (row.TenantId, ReadOnly(row.Name, row.UserName, row.ReadOnlySince.GetValueOrDefault()))),
        ];
    }

    private static Outlook Unused(string login, DateTimeOffset issuedAt) => new(
        login,
        "The stored sign-in has not been renewed for weeks. Microsoft ends it when it is 90 days old.",
        "Reconnect the login before then.",
        issuedAt + Terms.UnusedSignIn);

    private static Outlook Lost(string account, string login, DateTimeOffset since) => new(
        account,
        $"{login} no longer reaches this account: its link was ended at Microsoft Advertising.",
        "Link it again at Microsoft Advertising, or leave the account out.",
        since);

    private static Outlook ReadOnly(string account, string login, DateTimeOffset since) => new(
        account,
        $"{login} may only read this account now, so changes made here will be refused.",
        "Give the login a role at Microsoft Advertising that may change campaigns, if you want to change them here.",
        since);
}

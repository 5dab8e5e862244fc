using System.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Sync;

/// <summary>Organisations with a login of their own each and chosen accounts.</summary>
internal static class FairnessStage
{
    /// <summary>Founds organisations; the login of all has the accounts of the one with very many, each organisation takes others of them.</summary>
    public static async Task<IReadOnlyList<PortalTenant>> FoundAsync(this FairnessPortal portal, string name, int tenants, int accounts, int skip)
    {
        var founded = new List<PortalTenant>();
        var found = default(DiscoveredAccounts);
        for (var number = 0; number < tenants; number++)
        {
            var now = TimeProvider.System.GetUtcNow();
            var tenant = Tenant.Found($"{name} {number}", $"{name}-{number}", "Europe/Berlin", "EUR", now).Value ?? throw new InvalidOperationException("The tenant was refused.");
            await portal.InTenantAsync(null, services =>
            {
                services.GetRequiredService<PortalDb>().Tenants.Add(tenant);
                return services.GetRequiredService<PortalDb>().SaveChangesAsync();
            });
            var one = PortalTenant.Of(tenant);
            var connection = await portal.InTenantAsync(one, services => ConnectAsync(services, one, now));
            found ??= await portal.InTenantAsync(one, async services => new DiscoveredAccounts((await services.GetRequiredService<IAdsApi>().DiscoverAsync(connection.Id, CancellationToken.None)).Accounts));
            var own = found.Accounts.Skip(skip + number * accounts).Take(accounts).ToList();
            await portal.InTenantAsync(one, services =>
            {
                var db = services.GetRequiredService<PortalDb>();
                foreach (var account in own.ConvertAll(account => new AdsAccount(tenant.Id, connection.Id, account, now)))
                {
                    account.Choose();
                    db.AdsAccounts.Add(account);
                }

                return db.SaveChangesAsync();
            });
            founded.Add(one);
        }

        return founded;
    }

    private static async Task<Connection> ConnectAsync(IServiceProvider services, PortalTenant tenant, DateTimeOffset now)
    {
        var (db, vault, identity) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<TokenVault>(), services.GetRequiredService<MicrosoftIdentity>());
        var verifier = Pkce.NewVerifier();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(new Uri(QueryHelpers.AddQueryString(identity.AuthorizeUri("state", Pkce.ChallengeOf(verifier)).AbsoluteUri, "__user", "bea@trey.example")));
        var code = HttpUtility.ParseQueryString(answer.Headers.Location?.Query ?? "")["code"] ?? throw new InvalidOperationException("The emulator gave no code.");
        var tokens = (await identity.ExchangeCodeAsync(new AuthorizationCode(code), verifier, CancellationToken.None)).Tokens ?? throw new InvalidOperationException("The emulator gave no tokens.");
        var connection = Connection.Open(tenant.TenantId, 1, "bea@trey.example", default, now);
        connection.Activate();
        db.Connections.Add(connection);
        db.Grants.Add(new Grant(
            tenant.TenantId,
            connection.Id,
            await vault.SealAsync(tokens.Access, connection.Id, CancellationToken.None),
            await vault.SealAsync(tokens.Refresh ?? throw new InvalidOperationException("The emulator gave no refresh token."), connection.Id, CancellationToken.None),
            tokens.ExpiresAt,
            now));
        await db.SaveChangesAsync();
        return connection;
    }

    private sealed record DiscoveredAccounts(IReadOnlyList<DiscoveredAccount> Accounts);
}

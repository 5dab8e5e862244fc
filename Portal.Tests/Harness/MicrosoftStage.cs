using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Emulator;
using Portal.Emulator.Bulk;
using Portal.Emulator.Calls;
using Portal.Emulator.OAuth;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;
using Portal.Emulator.World;
using Portal.Emulator.World.Campaigns;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Jobs;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Telemetry;
using Portal.Infrastructure.Tenancy;
using Role = Portal.Domain.Members.Role;

namespace Portal.Tests.Harness;

/// <summary>The portal's ways out, over a real database file, against an emulator on a free port; both share one clock.</summary>
internal sealed class MicrosoftStage : IAsyncDisposable
{
    private readonly WebApplication emulator;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"portal-{Guid.NewGuid():N}");
    private readonly List<IHost> hosts = [];
    private readonly TestDatabase database;

    private MicrosoftStage(WebApplication emulator)
    {
        (this.emulator, database) = (emulator, new TestDatabase(folder));
        Time = new(Clock);
    }

    public TestDatabase Database => database;

    /// <summary>Where the database file and what a test needs lie.</summary>
    public string Folder => folder;

    public Faults Faults => emulator.Services.GetRequiredService<Faults>();

    public RequestLog Log => emulator.Services.GetRequiredService<RequestLog>();

    public EmulatorClock Clock => emulator.Services.GetRequiredService<EmulatorClock>();

    /// <summary>The portal's time: the emulator's, unless a test sets them apart.</summary>
    public SwiftClock Time { get; }

    /// <summary>How the emulator behaves.</summary>
    public EmulatorOptions Emulated => emulator.Services.GetRequiredService<EmulatorOptions>();

    public DeveloperTokens DeveloperTokens => emulator.Services.GetRequiredService<DeveloperTokens>();

    public Reports Reports => emulator.Services.GetRequiredService<Reports>();

    public Downloads Downloads => emulator.Services.GetRequiredService<Downloads>();

    public CampaignWorld World => emulator.Services.GetRequiredService<CampaignWorld>();

    public Portal.Emulator.World.Directory Directory => emulator.Services.GetRequiredService<Portal.Emulator.World.Directory>();

    public Grants Grants => emulator.Services.GetRequiredService<Grants>();

    public PortalTenant Tenant { get; private set; } = null!;

    /// <summary>What a process of the portal is configured with to live here.</summary>
    public Dictionary<string, string?> Settings => new(database.Settings)
    {
        ["MicrosoftAds:Environment"] = "Emulator",
        ["MicrosoftAds:EmulatorUrl"] = emulator.Urls.First(),
        ["MicrosoftAds:ClientId"] = Client.Demo.Id,
        ["MicrosoftAds:ClientSecret"] = Client.Demo.Secrets[0],
        ["MicrosoftAds:DeveloperToken"] = EmulatorOptions.DemoDeveloperToken,
        ["MicrosoftAds:RedirectUri"] = "http://localhost:5080/oauth/microsoft-ads/callback",
        ["Portal:PublicUrl"] = "https://portal.example",
        ["Mail:From"] = "portal@portal.example",
        ["Mail:Host"] = "mail.portal.example",
    };

    /// <summary>Of the first process.</summary>
    public IServiceProvider Services => hosts[0].Services;

    /// <summary>How often a refresh token was exchanged, or tried to be.</summary>
    public int Refreshes => Log.Count("/token", "refresh_token");

    public static async Task<MicrosoftStage> OpenAsync(Action<EmulatorOptions>? change = null)
    {
        var options = new EmulatorOptions { Urls = "http://127.0.0.1:0", ExpiresIn = 3600, FrozenAt = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero) };
        change?.Invoke(options);
        var stage = new MicrosoftStage(EmulatorHost.Build(options));
        await stage.emulator.StartAsync();
        var host = stage.AnotherProcess();
        await host.Services.MigrateAsync(CancellationToken.None);
        stage.Tenant = await stage.FoundAsync(host, "contoso");
        return stage;
    }

    /// <summary>A second host over the same database: what another process of the portal would be.</summary>
    public IHost AnotherProcess(params (string Name, string? Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = System.IO.Directory.CreateDirectory(folder).FullName, EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddTelemetry(builder.Configuration).AddDatabase(builder.Configuration).AddTenancy().AddNotifications().AddAdsConnections().AddIncidents().AddAds().AddPerformance().AddSync().AddJobs(builder.Configuration);
        var host = builder.Build();
        hosts.Add(host);
        return host;
    }

    /// <summary>The process ends, and another one with other settings does its work from here on.</summary>
    public void Restart(params (string Name, string? Value)[] settings)
    {
        var ended = hosts[0];
        hosts[0] = AnotherProcess(settings);
        hosts.RemoveAt(hosts.Count - 1);
        ended.Dispose();
    }

    /// <summary>Does something in a scope of the tenant, as a page or a job would.</summary>
    public async Task<T> InTenantAsync<T>(Func<IServiceProvider, Task<T>> work, IHost? host = null, PortalTenant? tenant = null)
    {
        await using var scope = (host ?? hosts[0]).Services.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenant ?? Tenant);
        return await work(scope.ServiceProvider);
    }

    /// <summary>The same without a tenant, as a job of the portal itself.</summary>
    public async Task WithoutTenantAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = hosts[0].Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    public Task<T> QueryAsync<T>(Func<PortalDb, Task<T>> query) => InTenantAsync(services => query(services.GetRequiredService<PortalDb>()));

    public Task<T> KeysAsync<T>(Func<KeysDb, Task<T>> query) => InTenantAsync(services => query(services.GetRequiredService<KeysDb>()));

    public Task<AccessToken> TokenAsync(Id<Connection> connection, IHost? host = null, PortalTenant? tenant = null) =>
        InTenantAsync(services => services.GetRequiredService<AccessTokens>().GetAsync(connection, CancellationToken.None), host, tenant);

    /// <summary>An exchange whose lease is not its own (any more).</summary>
    /// <param name="grant">As it was read.</param>
    /// <param name="begun">How long ago it began.</param>
    public Task<TokenAnswer?> ExchangeWithoutLeaseAsync(Grant grant, TimeSpan begun = default) => InTenantAsync(async services =>
    {
        var (db, vault, began) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<TokenVault>(), Clock.GetUtcNow() - begun);
        var attempt = new RefreshAttempt(grant.TenantId, Id<RefreshAttempt>.New(began), grant.ConnectionId, grant.Generation, began);
        db.RefreshAttempts.Add(attempt);
        await db.SaveChangesAsync();
        var connection = await db.Connections.AsNoTracking().SingleAsync(row => row.Id == grant.ConnectionId);
        var newest = await vault.OpenRefreshTokenAsync(grant.RefreshToken, grant.ConnectionId, CancellationToken.None);
        return await services.GetRequiredService<GrantExchange>().RunAsync(new(grant, connection), newest, attempt);
    });

    /// <summary>Signs <paramref name="userName"/> in at the emulator and stores what came of it, as the connect pages do.</summary>
    public Task<Id<Connection>> ConnectAsync(string userName, PortalTenant? tenant = null) => InTenantAsync(async services =>
    {
        var (identity, vault, db) = (services.GetRequiredService<MicrosoftIdentity>(), services.GetRequiredService<TokenVault>(), services.GetRequiredService<PortalDb>());
        var verifier = Pkce.NewVerifier();
        var code = await SignInAsync(identity.AuthorizeUri("some-state", Pkce.ChallengeOf(verifier)), userName);
        var tokens = (await identity.ExchangeCodeAsync(code, verifier, CancellationToken.None)).Tokens ?? throw new InvalidOperationException("The emulator gave no tokens.");
        var owner = (tenant ?? Tenant).TenantId;
        var connection = Connection.Open(owner, 1, userName, default, Clock.GetUtcNow());
        connection.Activate();
        db.Connections.Add(connection);
        db.Grants.Add(new Grant(
            owner,
            connection.Id,
            await vault.SealAsync(tokens.Access, connection.Id, CancellationToken.None),
            await vault.SealAsync(tokens.Refresh!, connection.Id, CancellationToken.None),
            tokens.ExpiresAt,
            Clock.GetUtcNow()));
        await db.SaveChangesAsync();
        return connection.Id;
    }, null, tenant);

    public static async Task<AuthorizationCode> SignInAsync(Uri authorize, string userName)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(QueryHelpers.AddQueryString(authorize.AbsoluteUri, "__user", userName));
        return new AuthorizationCode(HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["code"]!);
    }

    public User User(string userName) => emulator.Services.GetRequiredService<Portal.Emulator.World.Directory>().Users.Single(user => user.UserName == userName);

    /// <summary>An organisation with an owner, an admin and a viewer.</summary>
    public async Task<PortalTenant> FoundAsync(IHost host, string slug)
    {
        var now = Clock.GetUtcNow();
        var tenant = global::Portal.Domain.Tenancy.Tenant.Found(slug, slug, "Europe/Berlin", "EUR", now).Value!;
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
            db.Tenants.Add(tenant);
            await db.SaveChangesAsync();
        }

        var found = PortalTenant.Of(tenant);
        return await InTenantAsync(
            async services =>
            {
                var db = services.GetRequiredService<PortalDb>();
                foreach (var role in new[] { Role.Owner, Role.Admin, Role.Viewer })
                {
                    var person = new PortalUser { Id = Id<Person>.New(now), DisplayName = $"{role}", Email = $"{role}@{slug}.example", UserName = $"{role}@{slug}.example" };
                    db.Users.Add(person);
                    db.Memberships.Add(new Membership(tenant.Id, person.Id, role, now));
                }

                await db.SaveChangesAsync();
                return found;
            },
            host,
            found);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            host.Dispose();
        }

        await emulator.StopAsync();
        await emulator.DisposeAsync();
        await database.DisposeAsync();
        System.IO.Directory.Delete(folder, true);
    }
}

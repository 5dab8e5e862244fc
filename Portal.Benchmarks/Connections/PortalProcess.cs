using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain.Connections;
using Portal.Emulator;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Telemetry;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Connections;

/// <summary>The portal's ways out, without its pages: what a worker has.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    /// <summary>In its folder, where the database is none of its files: how to reach it.</summary>
    public const string DatabaseFile = "database.json";

    private readonly IHost host;

    public PortalProcess(string folder, string emulator, TimeProvider clock)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = folder, EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MicrosoftAds:Environment"] = "Emulator",
            ["MicrosoftAds:EmulatorUrl"] = emulator.TrimEnd('/'),
            ["MicrosoftAds:ClientId"] = Client.Demo.Id,
            ["MicrosoftAds:ClientSecret"] = Client.Demo.Secrets[0],
            ["MicrosoftAds:DeveloperToken"] = EmulatorOptions.DemoDeveloperToken,
            ["MicrosoftAds:RedirectUri"] = "http://localhost:5080/oauth/microsoft-ads/callback",
            ["Portal:PublicUrl"] = "https://portal.example",
            ["Mail:From"] = "portal@portal.example",
            ["Mail:Folder"] = Path.Combine(folder, "mail"),
        });
        builder.Configuration.AddJsonFile(Path.Combine(folder, DatabaseFile), optional: true);
        builder.Services.AddSingleton(clock);
        builder.Services.AddTelemetry(builder.Configuration).AddDatabase(builder.Configuration).AddTenancy().AddNotifications().AddAdsConnections().AddIncidents().AddAds().AddPerformance().AddSync();
        host = builder.Build();
    }

    public IServiceProvider Services => host.Services;

    public async Task<T> InTenantAsync<T>(PortalTenant tenant, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenant);
        return await work(scope.ServiceProvider);
    }

    public async Task<T> InNoTenantAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>As a job or a call to Microsoft does it.</summary>
    public async Task<AccessToken> TokenAsync(OwnedConnection owned, bool force = false)
    {
        var tenant = await Services.GetRequiredService<TenantStore>().GetAsync(owned.Tenant.ToString()) ?? throw new InvalidOperationException("The tenant is gone.");
        return await InTenantAsync(tenant, services =>
        {
            var tokens = services.GetRequiredService<AccessTokens>();
            return force ? tokens.RefreshAsync(owned.Connection, force: true, CancellationToken.None) : tokens.GetAsync(owned.Connection, CancellationToken.None);
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}

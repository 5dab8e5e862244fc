using Hangfire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain.Sync;
using Portal.Emulator;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Benchmarks.Sync;

/// <summary>The real portal with its worker, over files of its own, against an emulator; the files are gone afterwards.</summary>
internal sealed class FairnessPortal(string emulator) : WebApplicationFactory<CurrentMember>
{
    // Beside the program and not in the temporary folder, which is memory on some machines.
    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"run-{Guid.NewGuid():N}"));

    public void Start()
    {
        UseKestrel(0);
        StartServer();

        // What the timetable would do meanwhile is not what is measured.
        var timetable = Services.GetRequiredService<IRecurringJobManager>();
        foreach (var job in new[] { "portal:timetable", "portal:fleet", "portal:syncs", "portal:purge" })
        {
            timetable.RemoveIfExists(job);
        }
    }

    public async Task<T> InTenantAsync<T>(PortalTenant? tenant, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenant);
        return await work(scope.ServiceProvider);
    }

    /// <summary>As "Sync now" does it.</summary>
    public Task<bool> SyncAsync(PortalTenant tenant) => InTenantAsync(tenant, async services =>
    {
        await services.GetRequiredService<SyncTenant>().RunAsync(tenant.TenantId, SyncTrigger.Person, null, CancellationToken.None);
        return true;
    });

    /// <summary>The seconds from start to end of the newest run of each of these, once all have ended.</summary>
    public async Task<IReadOnlyList<double>> SecondsAsync(IReadOnlyList<PortalTenant> tenants)
    {
        var seconds = new List<double>();
        foreach (var tenant in tenants)
        {
            seconds.Add(await InTenantAsync(tenant, SecondsAsync));
        }

        return seconds;
    }

    /// <summary>How many accounts of the tenant have something left to do.</summary>
    public Task<int> InLineAsync(PortalTenant tenant) => InTenantAsync(tenant, services => services.GetRequiredService<PortalDb>().SyncTurns.CountAsync());

    /// <summary>None of its accounts is called from here on; those that are at work come to their end.</summary>
    public async Task SuspendAsync(PortalTenant tenant)
    {
        await InTenantAsync(tenant, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            (await db.Tenants.SingleAsync(one => one.Id == tenant.TenantId)).Suspend("Its round is over.", TimeProvider.System.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        while (await InTenantAsync(tenant, services => services.GetRequiredService<PortalDb>().AdsAccounts.AnyAsync(account => account.LeaseUntil != null)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Staging").UseStaticWebAssets();
        foreach (var (key, value) in Settings())
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    private static async Task<double> SecondsAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<PortalDb>();
        while (true)
        {
            var run = await db.SyncRuns.AsNoTracking().OrderByDescending(one => one.Id).FirstAsync();
            if (run.State == SyncRunState.Failed)
            {
                throw new InvalidOperationException("A sync failed, so its time says nothing.");
            }

            if (run.EndedAt is { } ended)
            {
                return (ended - run.StartedAt).TotalSeconds;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["Database:Path"] = Path.Combine(folder.FullName, "portal.db"),
        ["Database:JobsPath"] = Path.Combine(folder.FullName, "jobs.db"),
        ["Mail:Folder"] = Path.Combine(folder.FullName, "mail"),
        ["Mail:From"] = "portal@portal.example",
        ["Portal:PublicUrl"] = "http://portal.example",
        ["MicrosoftAds:Environment"] = "Emulator",
        ["MicrosoftAds:EmulatorUrl"] = emulator.TrimEnd('/'),
        ["MicrosoftAds:ClientId"] = Client.Demo.Id,
        ["MicrosoftAds:ClientSecret"] = Client.Demo.Secrets[0],
        ["MicrosoftAds:DeveloperToken"] = EmulatorOptions.DemoDeveloperToken,
        ["MicrosoftAds:RedirectUri"] = "http://localhost/oauth/microsoft-ads/callback",
    };
}

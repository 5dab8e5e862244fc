using Microsoft.Extensions.DependencyInjection;
using Portal.Benchmarks.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;

namespace Portal.Benchmarks.Life;

/// <summary>Another process of the portal that syncs a tenant at each line of its input, as its jobs would, and says <c>done</c>.</summary>
internal static class LifeChild
{
    public const string Word = "life";

    public static async Task<int> RunAsync(PortalProcess process, string tenantId)
    {
        var time = (DistantTime)process.Services.GetRequiredService<TimeProvider>();
        await time.LookAsync();
        var tenant = await process.Services.GetRequiredService<TenantStore>().GetAsync(tenantId) ?? throw new InvalidOperationException("The tenant is gone.");
        while (await Console.In.ReadLineAsync() is not null)
        {
            await time.LookAsync();
            await process.InTenantAsync(tenant, async services =>
            {
                await ActivatorUtilities.CreateInstance<LookAtAccounts>(services).RunAsync(tenant.TenantId, CancellationToken.None);
                return true;
            });
            await SyncAsync(process, tenant, time);
            Console.WriteLine("done");
        }

        return 0;
    }

    private static async Task SyncAsync(PortalProcess process, PortalTenant tenant, DistantTime time)
    {
        var started = await StartAsync(process, tenant);
        if (started.Accounts.Count == 0)
        {
            // A process that was killed had just ended a run, and nobody had closed it.
            started = await StartAsync(process, tenant);
        }

        foreach (var account in started.Accounts)
        {
            while (await process.InTenantAsync(tenant, services => services.GetRequiredService<SyncAccount>().RunAsync(started.Run, account, null, CancellationToken.None)) is { } next)
            {
                time.Advance(next > time.GetUtcNow() ? next - time.GetUtcNow() : TimeSpan.Zero);
            }
        }
    }

    private static Task<StartedSync> StartAsync(PortalProcess process, PortalTenant tenant) =>
        process.InTenantAsync(tenant, services => services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Schedule, null, CancellationToken.None));
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>Starts an organisation's sync when the timetable has one due, and carries it to its end; or takes up what somebody left lying.</summary>
internal sealed class SyncErrand(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Accounts mostly wait for Microsoft to make reports.</summary>
    private const int AtOnce = 4;

    /// <summary>Whether nothing failed.</summary>
    public async Task<bool> RunAsync(PortalTenant tenant, TextWriter report, CancellationToken ct)
    {
        if (!await IsDueAsync(tenant, ct))
        {
            await report.WriteLineAsync($"{tenant.Identifier}: no sync is due.");
            return true;
        }

        var started = await InTenantAsync(tenant, services => services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Schedule, null, ct));
        if (started.Accounts.Count == 0)
        {
            await report.WriteLineAsync($"{tenant.Identifier}: {(started.Run == default ? "no chosen account has a login that works" : "a sync is under way elsewhere")}.");
            return true;
        }

        await CarryAsync(tenant, started, ct);
        var isWell = await ReportAsync(tenant, started, report, ct);

        // The years before, a few parts a call; and what somebody asked for and no worker took up.
        await CarryAsync(tenant, await InTenantAsync(tenant, services => services.GetRequiredService<StartBackFill>().RunAsync(ct)), ct);
        foreach (var lying in await InTenantAsync(tenant, services => services.GetRequiredService<StalledAccounts>().TakeUpAsync(null, ct)))
        {
            await CarryAsync(tenant, lying, ct);
        }

        return isWell;
    }

    private Task CarryAsync(PortalTenant tenant, StartedSync started, CancellationToken ct) => Parallel.ForEachAsync(
        started.Accounts,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
        async (account, stop) => await CarryAsync(tenant, started.Run, account, stop));

    /// <summary>No run since the tenant's minute was last on the clock; or one that has not ended, which may have been left lying.</summary>
    private Task<bool> IsDueAsync(PortalTenant tenant, CancellationToken ct) => InTenantAsync(tenant, async services =>
    {
        var last = await services.GetRequiredService<PortalDb>().SyncRuns.AsNoTracking().Where(run => run.Purpose == SyncPurpose.Current).OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(ct);
        return last is null or { State: SyncRunState.Running } || last.StartedAt < Schedule.LastSync(tenant.TenantId, clock.GetUtcNow());
    });

    private Task<bool> CarryAsync(PortalTenant tenant, Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct) => InTenantAsync(tenant, async services =>
    {
        var sync = services.GetRequiredService<SyncAccount>();
        while (await sync.RunAsync(run, account, null, ct) is { } next)
        {
            var now = clock.GetUtcNow();
            await Task.Delay(next > now ? next - now : TimeSpan.Zero, clock, ct);
        }

        return true;
    });

    private Task<bool> ReportAsync(PortalTenant tenant, StartedSync started, TextWriter report, CancellationToken ct) => InTenantAsync(tenant, async services =>
    {
        var slices = await services.GetRequiredService<PortalDb>().SyncSlices.AsNoTracking()
            .Where(slice => slice.RunId == started.Run && started.Accounts.Contains(slice.AccountId))
            .OrderBy(slice => slice.Id)
            .ToListAsync(ct);
        var failed = slices.Where(slice => slice.State == SliceState.Failed).ToList();
        var accounts = started.Accounts.Count == 1 ? "1 account" : $"{started.Accounts.Count} accounts";
        await report.WriteLineAsync($"{tenant.Identifier}: {accounts}, {slices.Count - failed.Count} parts done, {failed.Count} failed.");
        foreach (var slice in failed)
        {
            await report.WriteLineAsync($"{tenant.Identifier}: account {slice.AccountId}, {slice.Kind}: {slice.Failure}{(slice.TrackingId is { } id ? $" (tracking id {id})" : "")}");
        }

        return failed.Count == 0;
    });

    private async Task<T> InTenantAsync<T>(PortalTenant tenant, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenant);
        return await work(scope.ServiceProvider);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>
/// Starts the syncs that the timetable has due and stays until they have ended. Their accounts stand in the line of all, so that workers,
/// where there are any, and other errands do their part; this one takes turns of the organisations that it was asked for. Where there are no
/// workers it also takes up what was left lying, and a few parts of the years before.
/// </summary>
internal sealed class SyncErrand(ErrandParts parts, IServiceScopeFactory scopes, SyncSlots slots, TimeProvider clock)
{
    /// <summary>Accounts mostly wait for Microsoft to make reports.</summary>
    private const int AtOnce = 4;

    /// <summary>How often to look whether others have ended what they had.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Whether nothing failed.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<PortalTenant> tenants, TextWriter report, CancellationToken ct)
    {
        report = TextWriter.Synchronized(report);
        var (isWell, carried) = (true, new List<Carried>());

        // All of them first, so that the line knows whom to divide the places among.
        foreach (var tenant in tenants)
        {
            isWell &= await parts.DoAsync(ErrandKind.Sync, tenant, report, services => StartAsync(services, tenant, carried, report, ct), ct);
        }

        return await CarryAsync(carried, report, ct) && isWell;
    }

    private async Task<bool> StartAsync(IServiceProvider services, PortalTenant tenant, List<Carried> carried, TextWriter report, CancellationToken ct)
    {
        if (!await IsDueAsync(services.GetRequiredService<PortalDb>(), tenant, ct))
        {
            await report.WriteLineAsync($"{tenant.Identifier}: no sync is due.");
            return true;
        }

        var started = await services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Schedule, null, ct);
        var line = services.GetRequiredService<SyncLine>();
        if (started.Accounts.Count > 0)
        {
            await line.JoinAsync(started, ct);
        }

        if (started.Accounts.Count > 0 || (await line.CarriedAsync([started.Run], ct)).Count > 0)
        {
            carried.Add(new(tenant, started.Run, [started.Run]));
            return true;
        }

        await report.WriteLineAsync($"{tenant.Identifier}: {(started.Run == default ? "no chosen account has a login that works" : "a sync is under way elsewhere")}.");
        return true;
    }

    /// <summary>No run since the tenant's minute was last on the clock; or one that has not ended, which may have been left lying.</summary>
    private async Task<bool> IsDueAsync(PortalDb db, PortalTenant tenant, CancellationToken ct)
    {
        var last = await db.SyncRuns.AsNoTracking().Where(run => run.Purpose == SyncPurpose.Current).OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(ct);
        return last is null or { State: SyncRunState.Running } || last.StartedAt < Schedule.LastSync(tenant.TenantId, clock.GetUtcNow());
    }

    private async Task<bool> CarryAsync(List<Carried> carried, TextWriter report, CancellationToken ct)
    {
        var (isWell, atWork) = (true, new List<Task<bool>>());
        try
        {
            while (true)
            {
                var line = await InLineAsync(line => line.CarriedAsync([.. carried.SelectMany(one => one.Runs)], ct));
                foreach (var ended in carried.Where(one => !one.Runs.Any(line.ContainsKey)).ToList())
                {
                    carried.Remove(ended);
                    isWell &= await parts.DoAsync(ErrandKind.Sync, ended.Tenant, report, services => EndAsync(services, ended, carried, report, ct), ct);
                }

                if (carried.Count == 0 && atWork.Count == 0)
                {
                    return isWell;
                }

                var tenants = carried.ToDictionary(one => one.Tenant.TenantId, one => one.Tenant);
                var called = await InLineAsync(line => line.CallAsync(slots.Count, AtOnce - atWork.Count, tenants.Keys.ToHashSet(), ct));
                atWork.AddRange(called.Select(turn => TurnAsync(turn, tenants[turn.Tenant], report, ct)));
                await WaitAsync(atWork, [.. line.Values], ct);
                foreach (var done in atWork.Where(turn => turn.IsCompleted).ToList())
                {
                    atWork.Remove(done);
                    isWell &= await done;
                }
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(atWork)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>As a worker has its turn; a stop puts the account back in the line.</summary>
    private Task<bool> TurnAsync(CalledTurn turn, PortalTenant tenant, TextWriter report, CancellationToken ct) => Task.Run(
        () => parts.DoAsync(ErrandKind.Sync, tenant, report, async services =>
        {
            var started = clock.GetTimestamp();
            DateTimeOffset? next = null;
            try
            {
                next = await services.GetRequiredService<SyncAccount>().RunAsync(turn.Run, turn.Account, SyncTurn.Length, ct);
                return true;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                next = clock.GetUtcNow();
                throw;
            }
            finally
            {
                await services.GetRequiredService<SyncLine>().LeaveAsync(turn, next, clock.GetElapsedTime(started), CancellationToken.None);
            }
        }, ct),
        CancellationToken.None);

    /// <summary>Until one of the turns has ended, or an account is due again.</summary>
    private async Task WaitAsync(List<Task<bool>> atWork, IReadOnlyList<DateTimeOffset?> due, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var next = due.Where(one => one > now).Min() - now;
        if (atWork.Count < AtOnce && (next ?? (atWork.Count == 0 ? Look : null)) is { } wait)
        {
            await Task.WhenAny([.. atWork, Task.Delay(wait < Look ? wait : Look, clock, ct)]);
        }
        else
        {
            await Task.WhenAny(atWork);
        }

        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Reports what was due; after it comes what nobody else would do.</summary>
    private async Task<bool> EndAsync(IServiceProvider services, Carried ended, List<Carried> carried, TextWriter report, CancellationToken ct)
    {
        if (ended.Due is not { } run)
        {
            return true;
        }

        var isWell = await ReportAsync(services.GetRequiredService<PortalDb>(), ended.Tenant, run, report, ct);
        if (slots.HasWorkers)
        {
            return isWell;
        }

        IEnumerable<StartedSync> more = [await services.GetRequiredService<StartBackFill>().RunAsync(ct), .. await services.GetRequiredService<StalledAccounts>().TakeUpAsync(null, ct)];
        var left = more.Where(started => started.Accounts.Count > 0).ToList();
        foreach (var started in left)
        {
            await services.GetRequiredService<SyncLine>().JoinAsync(started, ct);
        }

        if (left.Count > 0)
        {
            carried.Add(new(ended.Tenant, null, left.ConvertAll(started => started.Run)));
        }

        return isWell;
    }

    private static async Task<bool> ReportAsync(PortalDb db, PortalTenant tenant, Id<SyncRun> run, TextWriter report, CancellationToken ct)
    {
        var slices = db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == run);
        var accounts = await slices.Select(slice => slice.AccountId).Distinct().CountAsync(ct);
        var failed = await slices.Where(slice => slice.State == SliceState.Failed).OrderBy(slice => slice.Id).ToListAsync(ct);
        var left = await slices.CountAsync(slice => slice.EndedAt == null, ct);
        var done = await slices.CountAsync(ct) - failed.Count - left;
        await report.WriteLineAsync($"{tenant.Identifier}: {accounts} account{(accounts == 1 ? "" : "s")}, {done} parts done, {failed.Count} failed{(left > 0 ? $", {left} left" : "")}.");
        foreach (var slice in failed)
        {
            await report.WriteLineAsync($"{tenant.Identifier}: account {slice.AccountId}, {slice.Kind}: {slice.Failure}{(slice.TrackingId is { } id ? $" (tracking id {id})" : "")}");
        }

        return failed.Count == 0 && left == 0;
    }

    private async Task<T> InLineAsync<T>(Func<SyncLine, Task<T>> ask)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<SyncLine>());
    }

    /// <param name="Tenant">Whose.</param>
    /// <param name="Due">The run that the timetable had due, until it has ended; null afterwards.</param>
    /// <param name="Runs">What is carried now.</param>
    private sealed record Carried(PortalTenant Tenant, Id<SyncRun>? Due, IReadOnlyList<Id<SyncRun>> Runs);
}

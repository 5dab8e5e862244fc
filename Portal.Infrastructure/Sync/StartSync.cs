using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>The run that is now under way, and the accounts that somebody has to advance.</summary>
public sealed record StartedSync(Id<SyncRun> Run, IReadOnlyList<AdsId<AdsAccount>> Accounts);

/// <summary>
/// Begins a run over the tenant's chosen accounts with all its slices. A tenant has one such run at a time. The slices of many accounts are
/// written a few accounts at a time: one transaction for all of 500 would keep every other writer of a SQLite file waiting for seconds.
/// </summary>
public sealed class StartSync(PortalDb db, ReachedAccounts reached, StalledAccounts stalled, TimeProvider clock)
{
    private const int AtOnce = 20;

    /// <summary>
    /// A run that is under way is the answer, with those of its accounts that have stalled; accounts that can be read since it began, as
    /// after a reconnect or when its start was cut short, join it. Without a chosen account whose login works
    /// there is no run, and the answer's accounts are empty.
    /// </summary>
    public async Task<StartedSync> RunAsync(SyncTrigger trigger, Id<Person>? by, CancellationToken ct)
    {
        var (run, isNew, accounts) = await BeginAsync(trigger, by, ct);
        if (run is null)
        {
            return new(default, []);
        }

        var inside = await db.SyncSlices.Where(slice => slice.RunId == run.Id).Select(slice => slice.AccountId).Distinct().ToListAsync(ct);
        List<AdsId<AdsAccount>> joined = isNew ? [.. inside] : [];
        foreach (var some in accounts.ExceptBy(inside, account => account.AccountId).Chunk(AtOnce))
        {
            joined.AddRange(await JoinAsync(run, some, ct));
        }

        var lying = isNew ? [] : await stalled.TakeUpAsync(run.Id, ct);
        return new(run.Id, [.. joined, .. lying.SelectMany(one => one.Accounts)]);
    }

    /// <summary>The run under way, or a new one with its first accounts.</summary>
    private async Task<(SyncRun? Run, bool IsNew, List<AdsAccount> Accounts)> BeginAsync(SyncTrigger trigger, Id<Person>? by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();

        // Two starts at once must see each other.
        await using var transaction = await db.BeginAloneAsync(ct);
        var running = await db.SyncRuns.AsNoTracking().FirstOrDefaultAsync(run => run.State == SyncRunState.Running && run.Purpose == SyncPurpose.Current, ct);
        await reached.MoveToUsableAsync(ct);
        await db.SaveChangesAsync(ct);
        var accounts = await db.Reachable().ToListAsync(ct);
        var started = running is null && accounts.Count > 0 ? new SyncRun(db.CurrentTenantId, Id<SyncRun>.New(now), trigger, by, now) : null;
        if (started is not null)
        {
            db.SyncRuns.Add(started);
            await AddSlicesAsync(started, [.. accounts.Take(AtOnce)], ct);
        }

        await transaction.CommitAsync(ct);
        return (running ?? started, started is not null, accounts);
    }

    /// <summary>Those of the accounts that join the run here, and not with another start at the same time; none when it has ended meanwhile.</summary>
    private async Task<List<AdsId<AdsAccount>>> JoinAsync(SyncRun run, IReadOnlyList<AdsAccount> accounts, CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        if (!await db.SyncRuns.AnyAsync(one => one.Id == run.Id && one.State == SyncRunState.Running, ct))
        {
            return [];
        }

        var ids = accounts.Select(account => account.AccountId).ToList();
        var inside = await db.SyncSlices.Where(slice => slice.RunId == run.Id && ids.Contains(slice.AccountId)).Select(slice => slice.AccountId).Distinct().ToListAsync(ct);
        var late = accounts.ExceptBy(inside, account => account.AccountId).ToList();
        await AddSlicesAsync(run, late, ct);
        await transaction.CommitAsync(ct);
        return late.ConvertAll(account => account.AccountId);
    }

    private async Task AddSlicesAsync(SyncRun run, List<AdsAccount> accounts, CancellationToken ct)
    {
        if (accounts.Count == 0)
        {
            return;
        }

        var (now, ids) = (clock.GetUtcNow(), accounts.Select(account => account.AccountId).ToList());
        var tiers = (await db.SyncSettings.AsNoTracking().FirstOrDefaultAsync(ct))?.Tiers ?? LookBack.Default;
        var read = (await db.ReportHistories.AsNoTracking().Where(history => ids.Contains(history.AccountId)).Select(history => new { history.AccountId, history.Report, history.Days }).ToListAsync(ct))
            .ToDictionary(history => (history.AccountId, history.Report), history => history.Days);
        foreach (var account in accounts)
        {
            var plan = SyncPlan.For(AccountTimeZone.Today(account.TimeZone, now), tiers, report => read.GetValueOrDefault((account.AccountId, report)) ?? ReadDays.None);
            db.SyncSlices.AddRange(plan.InOrder(run, account.AccountId, now));
        }

        await db.SaveChangesAsync(ct);

        // What is saved would be looked through again with the next accounts.
        db.ChangeTracker.Clear();
    }
}

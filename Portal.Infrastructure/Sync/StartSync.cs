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

/// <summary>Begins a run over the tenant's chosen accounts with all its slices. A tenant has one such run at a time.</summary>
public sealed class StartSync(PortalDb db, ReachedAccounts reached, StalledAccounts stalled, TimeProvider clock)
{
    /// <summary>
    /// A run that is under way is the answer, with those of its accounts that have stalled; accounts that can be read since it began, as
    /// after a reconnect, join it. Without a chosen account whose login works
    /// there is no run, and the answer's accounts are empty.
    /// </summary>
    public async Task<StartedSync> RunAsync(SyncTrigger trigger, Id<Person>? by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();

        // Two starts at once must see each other.
        await using var transaction = await db.BeginAloneAsync(ct);
        var running = await db.SyncRuns.AsNoTracking().FirstOrDefaultAsync(run => run.State == SyncRunState.Running && run.Purpose == SyncPurpose.Current, ct);
        await reached.MoveToUsableAsync(ct);
        await db.SaveChangesAsync(ct);
        var accounts = await db.Reachable().ToListAsync(ct);
        if (running is not null)
        {
            var joined = await JoinAsync(running, accounts, now, ct);
            await transaction.CommitAsync(ct);
            var lying = await stalled.TakeUpAsync(running.Id, ct);
            return new(running.Id, [.. joined, .. lying.SelectMany(run => run.Accounts)]);
        }

        if (accounts.Count == 0)
        {
            await transaction.CommitAsync(ct);
            return new(default, []);
        }

        var started = new SyncRun(db.CurrentTenantId, Id<SyncRun>.New(now), trigger, by, now);
        db.SyncRuns.Add(started);
        await AddSlicesAsync(started, accounts, now, ct);
        await transaction.CommitAsync(ct);
        return new(started.Id, accounts.ConvertAll(account => account.AccountId));
    }

    private async Task<List<AdsId<AdsAccount>>> JoinAsync(SyncRun running, List<AdsAccount> accounts, DateTimeOffset now, CancellationToken ct)
    {
        var inside = await db.SyncSlices.Where(slice => slice.RunId == running.Id).Select(slice => slice.AccountId).Distinct().ToListAsync(ct);
        var late = accounts.ExceptBy(inside, account => account.AccountId).ToList();
        await AddSlicesAsync(running, late, now, ct);
        return late.ConvertAll(account => account.AccountId);
    }

    private async Task AddSlicesAsync(SyncRun run, List<AdsAccount> accounts, DateTimeOffset now, CancellationToken ct)
    {
        if (accounts.Count == 0)
        {
            return;
        }

        var tiers = (await db.SyncSettings.AsNoTracking().FirstOrDefaultAsync(ct))?.Tiers ?? LookBack.Default;
        var read = (await db.ReportHistories.AsNoTracking().Select(history => new { history.AccountId, history.Report, history.Days }).ToListAsync(ct))
            .ToDictionary(history => (history.AccountId, history.Report), history => history.Days);
        foreach (var account in accounts)
        {
            var plan = SyncPlan.For(AccountTimeZone.Today(account.TimeZone, now), tiers, report => read.GetValueOrDefault((account.AccountId, report)) ?? ReadDays.None);
            db.SyncSlices.AddRange(plan.InOrder(run, account.AccountId, now));
        }

        await db.SaveChangesAsync(ct);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>The run that is now under way, and the accounts that somebody has to advance.</summary>
public sealed record StartedSync(Id<SyncRun> Run, IReadOnlyList<AdsId<AdsAccount>> Accounts);

/// <summary>Begins a run over the tenant's chosen accounts with all its slices. A tenant has one run at a time.</summary>
public sealed class StartSync(PortalDb db, ReachedAccounts reached, TimeProvider clock)
{
    /// <summary>An account of a running run that did nothing for so long lost its job, and gets a new one; one that is held does something.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromMinutes(15);

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
        var running = await db.SyncRuns.AsNoTracking().FirstOrDefaultAsync(run => run.State == SyncRunState.Running, ct);
        await reached.MoveToUsableAsync(ct);
        await db.SaveChangesAsync(ct);
        var accounts = await ReachableAsync(ct);
        if (running is not null)
        {
            var joined = await JoinAsync(running, accounts, now, ct);
            await transaction.CommitAsync(ct);
            return new(running.Id, [.. joined, .. await StalledAsync(running, now, ct)]);
        }

        if (accounts.Count == 0)
        {
            await transaction.CommitAsync(ct);
            return new(default, []);
        }

        var started = new SyncRun(db.CurrentTenantId, Id<SyncRun>.New(now), trigger, by, now);
        db.SyncRuns.Add(started);
        db.SyncSlices.AddRange(accounts.SelectMany(account => Slices(started, account, now)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new(started.Id, accounts.ConvertAll(account => account.AccountId));
    }

    private async Task<List<AdsId<AdsAccount>>> JoinAsync(SyncRun running, List<AdsAccount> accounts, DateTimeOffset now, CancellationToken ct)
    {
        var inside = await db.SyncSlices.Where(slice => slice.RunId == running.Id).Select(slice => slice.AccountId).Distinct().ToListAsync(ct);
        var late = accounts.Where(account => !inside.Contains(account.AccountId)).ToList();
        db.SyncSlices.AddRange(late.SelectMany(account => Slices(running, account, now)));
        await db.SaveChangesAsync(ct);
        return late.ConvertAll(account => account.AccountId);
    }

    private static IEnumerable<SyncSlice> Slices(SyncRun run, AdsAccount account, DateTimeOffset now)
    {
        var lastSynced = account.SyncedAt is { } synced ? AccountTimeZone.Today(account.TimeZone, synced) : (DateOnly?)null;
        var plan = SyncPlan.For(AccountTimeZone.Today(account.TimeZone, now), lastSynced);

        // A millisecond apart, so that the ids keep the plan's order.
        return plan.Select((slice, at) => new SyncSlice(run.TenantId, run.Id, account.AccountId, slice.Kind, slice.Period, now.AddMilliseconds(at)));
    }

    private async Task<List<AdsAccount>> ReachableAsync(CancellationToken ct) => await (
        from account in db.AdsAccounts.AsNoTracking()
        join connection in db.Connections on account.ConnectionId equals connection.Id
        where account.IsChosen && (connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts)
        orderby account.AccountId
        select account).ToListAsync(ct);

    private async Task<List<AdsId<AdsAccount>>> StalledAsync(SyncRun running, DateTimeOffset now, CancellationToken ct)
    {
        var open = await db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == running.Id && slice.EndedAt == null).ToListAsync(ct);
        var held = await db.AdsAccounts.AsNoTracking().Where(account => account.LeaseUntil > now).Select(account => account.AccountId).ToListAsync(ct);
        return [.. open
            .GroupBy(slice => slice.AccountId)
            .Where(slices => !held.Contains(slices.Key))
            .Where(slices => slices.All(slice => (slice.NextAt ?? slice.SubmittedAt ?? running.StartedAt) < now - Stalled))
            .Select(slices => slices.Key)];
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Gives the next few parts of the back-fills to the accounts whose turn it is: those that have the newest days left, a few accounts at a
/// time and a few parts each. It may be called at any time; one run goes on until nothing is left.
/// </summary>
public sealed class StartBackFill(PortalDb db, RunEnd end, TimeProvider clock)
{
    public const int AccountsAtOnce = 4;
    public const int PartsAtOnce = 4;

    /// <summary>The accounts that somebody has to advance now.</summary>
    public async Task<StartedSync> RunAsync(CancellationToken ct)
    {
        var running = db.SyncRuns.Where(run => run.State == SyncRunState.Running && run.Purpose == SyncPurpose.BackFill);
        if (!await db.BackFills.AnyAsync(backFill => backFill.State == BackFillState.Open, ct) && !await running.AnyAsync(ct))
        {
            return new(default, []);
        }

        var started = await NextAsync(ct);
        foreach (var run in started.Accounts.Count > 0 ? [] : await running.Select(run => run.Id).ToListAsync(ct))
        {
            await end.OfRunAsync(run, ct);
        }

        return started;
    }

    private async Task<StartedSync> NextAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.BeginAloneAsync(ct);
        db.ChangeTracker.Clear();
        var open = await db.BackFills.Where(backFill => backFill.State == BackFillState.Open).ToListAsync(ct);
        var busy = await db.SyncSlices.Where(slice => slice.EndedAt == null && slice.Purpose == SyncPurpose.BackFill).Select(slice => slice.AccountId).Distinct().ToListAsync(ct);
        var turns = (await LeftAsync(open, now, ct)).Where(turn => !busy.Contains(turn.Account)).Take(Math.Max(0, AccountsAtOnce - busy.Count)).ToList();
        var run = turns.Count == 0 ? null : await RunningAsync(now, ct);
        if (run is not null)
        {
            db.SyncSlices.AddRange(turns.SelectMany(turn => turn.Parts.InOrder(run, turn.Account, now)));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new(run?.Id ?? default, turns.ConvertAll(turn => turn.Account));
    }

    private async Task<SyncRun> RunningAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (await db.SyncRuns.FirstOrDefaultAsync(run => run.State == SyncRunState.Running && run.Purpose == SyncPurpose.BackFill, ct) is { } running)
        {
            return running;
        }

        var started = new SyncRun(db.CurrentTenantId, Id<SyncRun>.New(now), SyncTrigger.Person, null, now, SyncPurpose.BackFill);
        db.SyncRuns.Add(started);
        return started;
    }

    /// <summary>The accounts with the newest days left first. What has nothing left is done.</summary>
    private async Task<List<Turn>> LeftAsync(List<BackFill> open, DateTimeOffset now, CancellationToken ct)
    {
        var zones = await db.Reachable().ToDictionaryAsync(account => account.AccountId, account => account.TimeZone, ct);
        var read = (await db.ReportHistories.AsNoTracking().Where(history => db.BackFills.Any(one => one.State == BackFillState.Open && one.AccountId == history.AccountId && one.Report == history.Report))
            .Select(history => new { history.AccountId, history.Report, history.Days }).ToListAsync(ct)).ToDictionary(history => (history.AccountId, history.Report), history => history.Days);
        var turns = new List<Turn>();
        foreach (var account in open.Where(one => zones.ContainsKey(one.AccountId)).GroupBy(one => one.AccountId))
        {
            var today = AccountTimeZone.Today(zones[account.Key], now);
            var parts = account.SelectMany(one => Parts(one, today, read.GetValueOrDefault((one.AccountId, one.Report)) ?? ReadDays.None, now))
                .OrderByDescending(part => part.Period?.To).ThenBy(part => part.Kind).Take(PartsAtOnce).ToList();
            if (parts is [{ Period: { } newest }, ..])
            {
                turns.Add(new(account.Key, newest.To, parts));
            }
        }

        return [.. turns.OrderByDescending(turn => turn.Newest).ThenBy(turn => turn.Account)];
    }

    private static IEnumerable<PlannedSlice> Parts(BackFill backFill, DateOnly today, ReadDays read, DateTimeOffset now)
    {
        var left = BackFillPlan.Left(backFill.Report, backFill.From, today, read).Take(PartsAtOnce).ToList();
        if (left.Count == 0)
        {
            backFill.Finish(now);
        }

        return backFill.NextAt > now ? [] : left.Select(period => new PlannedSlice(backFill.Report.Slices(), period));
    }

    private sealed record Turn(AdsId<AdsAccount> Account, DateOnly Newest, IReadOnlyList<PlannedSlice> Parts);
}

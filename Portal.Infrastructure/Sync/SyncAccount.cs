using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Advances the slices of one account of a run. Each step is saved before the next one, so that a restart goes on where it was; trouble
/// stays with its slice, or with its account. Of several jobs and processes one is at an account at a time.
/// </summary>
public sealed class SyncAccount(PortalDb db, SliceSteps steps, SliceFaults faults, AccountLease lease, TimeProvider clock)
{
    /// <summary>A wait that is not worth a job of its own.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    /// <summary>When to come back; null when all slices of the account have ended.</summary>
    public Task<DateTimeOffset?> RunAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct) =>
        lease.HoldAsync(account, held => AdvanceAsync(run, account, held), ct);

    private async Task<DateTimeOffset?> AdvanceAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct)
    {
        await faults.RepeatRefusalAsync(run, account, ct);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            var open = await db.SyncSlices
                .Where(slice => slice.RunId == run && slice.AccountId == account && slice.EndedAt == null)
                .OrderBy(slice => slice.Id)
                .ToListAsync(ct);
            if (open.Count == 0)
            {
                await steps.EndAsync(run, account, ct);
                return null;
            }

            var now = clock.GetUtcNow();
            if (NextDue(open, now) is { } due)
            {
                await StepAsync(due, open, ct);
                continue;
            }

            var next = open.Where(slice => slice.NextAt > now).Min(slice => slice.NextAt) ?? now;
            if (next - now > ShortWait)
            {
                return next;
            }

            await Task.Delay(next - now, clock, ct);
        }
    }

    /// <summary>
    /// Ad groups are found by way of the campaigns, so these come first; and an account has one report at Microsoft at a time, because a
    /// login may have only a few, however many accounts it reads.
    /// </summary>
    private static SyncSlice? NextDue(List<SyncSlice> open, DateTimeOffset now)
    {
        var campaignsFirst = open.Exists(slice => slice.Kind == SliceKind.Campaigns);
        var reportOut = open.Exists(slice => slice.ReportRequestId is not null);
        return open.Find(slice => (slice.NextAt is null || slice.NextAt <= now)
            && !(campaignsFirst && slice.Kind == SliceKind.AdGroups)
            && !(reportOut && slice.Report is not null && slice.ReportRequestId is null));
    }

    private async Task StepAsync(SyncSlice slice, List<SyncSlice> open, CancellationToken ct)
    {
        try
        {
            await steps.AdvanceAsync(slice, ct);
        }
        catch (Exception fault) when (fault is AdsApiException or ReportRefusedException or IOException or HttpRequestException)
        {
            await faults.NoteAsync(slice, open, fault, ct);
        }
    }
}

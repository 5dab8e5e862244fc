using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Advances the slices of one account. Each step is saved before the next one, so that a restart goes on where it was; trouble stays with
/// its slice, or with its account. Of several jobs and processes one is at an account at a time.
/// </summary>
public sealed class SyncAccount(PortalDb db, NextSlice next, SliceSteps steps, SliceFaults faults, Watchdog watchdog, AccountLease lease, TimeProvider clock)
{
    /// <summary>A wait that is not worth a job of its own.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    /// <summary>The same while others may be waiting for the worker.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(500);

    /// <param name="run">The run in whose name it is called; whoever holds the account does what it has in other runs as well.</param>
    /// <param name="share">After how long to let others have a turn; null where nobody else waits.</param>
    /// <returns>When to come back; null when all slices of the account have ended.</returns>
    public async Task<DateTimeOffset?> RunAsync(Id<SyncRun> run, AdsId<AdsAccount> account, TimeSpan? share, CancellationToken ct)
    {
        using var background = InBackground.Begin();
        return await lease.HoldAsync(account, held => AdvanceAsync(run, account, share, held), ct);
    }

    private async Task<DateTimeOffset?> AdvanceAsync(Id<SyncRun> run, AdsId<AdsAccount> account, TimeSpan? share, CancellationToken ct)
    {
        var (started, shortWait) = (clock.GetTimestamp(), share is null ? ShortWait : ShortestWait);
        await faults.RepeatRefusalAsync(run, account, ct);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            var now = clock.GetUtcNow();
            if (await next.DueAsync(account, now, ct) is { } due)
            {
                if (clock.GetElapsedTime(started) > share)
                {
                    return now;
                }

                if (!await watchdog.WatchAsync(due.Kind.MayStandStill(), held => StepAsync(due, held), ct))
                {
                    await faults.CutAsync(due, ct);
                    return await next.WakeAsync(account, clock.GetUtcNow(), ct);
                }

                continue;
            }

            if (await next.WakeAsync(account, now, ct) is not { } wake)
            {
                await steps.EndAsync(run, account, ct);
                return null;
            }

            if (wake - now > shortWait)
            {
                return wake;
            }

            await Task.Delay(wake - now, clock, ct);
        }
    }

    private async Task StepAsync(SyncSlice slice, CancellationToken ct)
    {
        try
        {
            await steps.AdvanceAsync(slice, ct);
            if (slice.IsEnded)
            {
                await steps.EndAsync(slice.RunId, slice.AccountId, ct);
            }
        }
        catch (AdsApiException fault)
        {
            await faults.NoteAsync(slice, fault, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The report was taken back while this step had it in hand (see Restatement). Nothing was stored, and the slice is read anew.
            faults.NoteTakenBack(slice);
        }
        catch (Exception fault) when (fault is ReportRefusedException or IOException or HttpRequestException && !ct.IsCancellationRequested)
        {
            await faults.NoteAsync(slice, fault, ct);
        }
    }
}

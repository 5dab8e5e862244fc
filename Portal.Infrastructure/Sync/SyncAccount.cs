using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Advances the slices of one account. Each step is saved before the next one, so that a restart goes on where it was; trouble stays with
/// its slice, or with its account. Of several jobs and processes one is at an account at a time.
/// </summary>
public sealed partial class SyncAccount(PortalDb db, NextSlice next, SliceSteps steps, Watchdog watchdog, AccountLease lease, TimeProvider clock, ILogger<SyncAccount> logger)
{
    /// <summary>A wait that is not worth a job of its own.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    /// <param name="run">The run in whose name it is called; whoever holds the account does what it has in other runs as well.</param>
    /// <returns>When to come back; null when all slices of the account have ended.</returns>
    public Task<DateTimeOffset?> RunAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct) =>
        lease.HoldAsync(account, held => AdvanceAsync(run, account, held), ct);

    private async Task<DateTimeOffset?> AdvanceAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            var now = clock.GetUtcNow();
            if (await next.DueAsync(account, now, ct) is { } due)
            {
                if (!await watchdog.WatchAsync(due.Kind.MayStandStill(), held => StepAsync(due, held), ct))
                {
                    return await CutAsync(due, ct);
                }

                continue;
            }

            if (await next.WakeAsync(account, now, ct) is not { } wake)
            {
                await steps.EndAsync(run, account, ct);
                return null;
            }

            if (wake - now > ShortWait)
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
            await EndAsync(slice, slice.IsEnded ? [slice.RunId] : [], ct);
        }
        catch (AdsApiException fault)
        {
            Log.CallFailed(logger, slice.Id, fault.Fault, fault);
            await AnswerAsync(slice, (one, now) => Answer(one, fault, now), ConcernsAccount(fault.Fault), ct);
        }
        catch (Exception fault) when (fault is ReportRefusedException or IOException or HttpRequestException && !ct.IsCancellationRequested)
        {
            Log.FileRefused(logger, slice.Id, fault);
            await AnswerAsync(slice, AnswerToFile, concernsAll: false, ct);
        }
    }

    /// <summary>A long range is tried in two parts: perhaps it was too much at once. Whoever had the account lets go of it.</summary>
    private async Task<DateTimeOffset?> CutAsync(SyncSlice slice, CancellationToken ct)
    {
        Log.Cut(logger, slice.Id, slice.MovedAt);
        await AnswerAsync(
            slice,
            (one, now) =>
            {
                if (one.Halve(now) is { } older)
                {
                    db.SyncSlices.Add(older);
                }

                one.Stumble(SyncFailures.StoodStill, null, null, throttled: false, now);
            },
            concernsAll: false,
            ct);
        return await next.WakeAsync(slice.AccountId, clock.GetUtcNow(), ct);
    }

    private static bool ConcernsAccount(AdsFault fault) => fault is AdsFault.NoAccess or AdsFault.LoginRefused or AdsFault.NoToken;

    private static void Answer(SyncSlice slice, AdsApiException fault, DateTimeOffset now)
    {
        var sentence = SyncFailures.Sentence(fault);
        switch (fault.Fault)
        {
            case AdsFault.NoAccess or AdsFault.LoginRefused or AdsFault.NoToken or AdsFault.Refused:
                slice.Fail(sentence, fault.TrackingId, now);
                return;
            case AdsFault.Throttled:
                slice.Stumble(sentence, fault.TrackingId, fault.RetryAfter ?? TimeSpan.FromMinutes(1), throttled: true, now);
                return;
            case AdsFault.ReportGone:
                slice.Resubmit();
                slice.Stumble(sentence, fault.TrackingId, TimeSpan.Zero, throttled: false, now);
                return;
            case AdsFault.AddressExpired:
                slice.Stumble(sentence, fault.TrackingId, TimeSpan.Zero, throttled: false, now);
                return;
            default:
                slice.Stumble(sentence, fault.TrackingId, fault.RetryAfter, throttled: false, now);
                return;
        }
    }

    /// <summary>The same file once more; if that one is bad too, a new report.</summary>
    private static void AnswerToFile(SyncSlice slice, DateTimeOffset now)
    {
        if (slice.Attempts > 0)
        {
            slice.Resubmit();
        }

        slice.Stumble(SyncFailures.FileDamaged, null, null, throttled: false, now);
    }

    /// <summary>What the failed step had changed in memory is forgotten: the slices are read again as they were saved.</summary>
    private async Task AnswerAsync(SyncSlice failed, Action<SyncSlice, DateTimeOffset> answer, bool concernsAll, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        var slices = await db.SyncSlices.Where(slice => slice.AccountId == failed.AccountId && slice.EndedAt == null && (concernsAll || slice.Id == failed.Id)).ToListAsync(ct);
        slices.ForEach(slice => answer(slice, now));
        var ended = slices.Where(slice => slice.IsEnded).ToList();
        await TellBackFillsAsync(failed.AccountId, ended, now, ct);
        await db.SaveChangesAsync(ct);
        await EndAsync(failed, [.. ended.Select(slice => slice.RunId).Distinct()], ct);
    }

    private async Task TellBackFillsAsync(AdsId<AdsAccount> account, List<SyncSlice> failed, DateTimeOffset now, CancellationToken ct)
    {
        var reports = failed.Where(slice => slice.Purpose == SyncPurpose.BackFill).ToLookup(slice => slice.Report, slice => slice.Failure);
        if (reports.Count > 0)
        {
            var backFills = await db.BackFills.Where(backFill => backFill.AccountId == account && backFill.State == BackFillState.Open).ToListAsync(ct);
            backFills.Where(backFill => reports.Contains(backFill.Report)).ToList().ForEach(backFill => backFill.Stumble(reports[backFill.Report].First() ?? "", now));
        }
    }

    private async Task EndAsync(SyncSlice slice, List<Id<SyncRun>> runs, CancellationToken ct)
    {
        foreach (var run in runs)
        {
            await steps.EndAsync(run, slice.AccountId, ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice}: a call failed ({Fault}).")]
        public static partial void CallFailed(ILogger logger, Id<SyncSlice> slice, AdsFault fault, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice}: the report could not be taken in.")]
        public static partial void FileRefused(ILogger logger, Id<SyncSlice> slice, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice}: nothing moved since {MovedAt}, so it was cut.")]
        public static partial void Cut(ILogger logger, Id<SyncSlice> slice, DateTimeOffset movedAt);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
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
public sealed partial class SyncAccount(PortalDb db, SliceSteps steps, AccountLease lease, TimeProvider clock, ILogger<SyncAccount> logger)
{
    /// <summary>A wait that is not worth a job of its own.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    /// <summary>When to come back; null when all slices of the account have ended.</summary>
    public Task<DateTimeOffset?> RunAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct) =>
        lease.HoldAsync(account, held => AdvanceAsync(run, account, held), ct);

    private async Task<DateTimeOffset?> AdvanceAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct)
    {
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
    /// An account has one report at Microsoft at a time, because a login may have only a few, however many accounts it reads. The file of
    /// entities does not count: it comes from another service.
    /// </summary>
    private static SyncSlice? NextDue(List<SyncSlice> open, DateTimeOffset now)
    {
        var reportOut = open.Exists(slice => slice.Report is not null && slice.ReportRequestId is not null);
        return open.Find(slice => (slice.NextAt is null || slice.NextAt <= now)
            && !(reportOut && slice.Report is not null && slice.ReportRequestId is null));
    }

    private async Task StepAsync(SyncSlice slice, List<SyncSlice> open, CancellationToken ct)
    {
        try
        {
            await steps.AdvanceAsync(slice, ct);
        }
        catch (AdsApiException fault)
        {
            Log.CallFailed(logger, slice.Id, fault.Fault, fault);
            await SaveAsync(slice, open, (one, now) => Answer(one, fault, now), concernsAll: ConcernsAccount(fault.Fault), ct);
        }
        catch (Exception fault) when (fault is ReportRefusedException or IOException or HttpRequestException)
        {
            Log.FileRefused(logger, slice.Id, fault);
            await SaveAsync(slice, open, AnswerToFile, concernsAll: false, ct);
        }
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
    private async Task SaveAsync(SyncSlice failed, List<SyncSlice> open, Action<SyncSlice, DateTimeOffset> answer, bool concernsAll, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var ids = open.Where(slice => concernsAll || slice.Id == failed.Id).Select(slice => slice.Id).ToList();
        var slices = await db.SyncSlices.Where(slice => slice.RunId == failed.RunId && ids.Contains(slice.Id)).ToListAsync(ct);
        slices.ForEach(slice => answer(slice, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice}: a call failed ({Fault}).")]
        public static partial void CallFailed(ILogger logger, Id<SyncSlice> slice, AdsFault fault, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice}: the report could not be taken in.")]
        public static partial void FileRefused(ILogger logger, Id<SyncSlice> slice, Exception exception);
    }
}

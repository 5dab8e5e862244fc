using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Sync;

/// <summary>What becomes of slices when a step failed: trouble stays with its slice, or with its account, or with the whole login.</summary>
public sealed partial class SliceFaults(PortalDb db, Admissions admissions, SliceSteps steps, TimeProvider clock, ILogger<SliceFaults> logger)
{
    public async Task NoteAsync(SyncSlice failed, AdsApiException fault, CancellationToken ct)
    {
        Log.CallFailed(logger, failed.Id, fault.Fault, fault);
        var sentence = await SentenceAsync(failed, fault, ct);
        await SaveAsync(failed.AccountId, ConcernsAccount(fault.Fault) ? null : failed.Id, (slice, now) => Answer(slice, fault, sentence, now), ct);
    }

    /// <summary>The file could not be fetched or taken in.</summary>
    public async Task NoteAsync(SyncSlice failed, Exception fault, CancellationToken ct)
    {
        Log.FileRefused(logger, failed.Id, fault);
        await SaveAsync(failed.AccountId, failed.Id, AnswerToFile, ct);
    }

    /// <summary>Somebody else changed what the step had in hand.</summary>
    public void NoteTakenBack(SyncSlice slice) => Log.TakenBack(logger, slice.Id);

    /// <summary>Nothing of it moved: a long range is tried in two parts, perhaps it was too much at once.</summary>
    public async Task CutAsync(SyncSlice slice, CancellationToken ct)
    {
        Log.Cut(logger, slice.Id, slice.MovedAt);
        await SaveAsync(
            slice.AccountId,
            slice.Id,
            (one, now) =>
            {
                if (one.Halve(now) is { } older)
                {
                    db.SyncSlices.Add(older);
                }

                one.Stumble(SyncFailures.StoodStill, null, null, throttled: false, now);
            },
            ct);
    }

    /// <summary>When another account of the run was told that the login is refused, this one need not ask: what is open of it fails alike.</summary>
    public async Task RepeatRefusalAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct)
    {
        if (await admissions.RefusedDuringAsync(run, account, ct) is { } sentence)
        {
            await SaveAsync(account, null, (slice, now) => slice.Fail(sentence, null, now), ct);
        }
    }

    private static bool ConcernsAccount(AdsFault fault) => fault is AdsFault.NoAccess or AdsFault.LoginRefused or AdsFault.NoToken;

    private async Task<string> SentenceAsync(SyncSlice slice, AdsApiException fault, CancellationToken ct)
    {
        switch (fault.Fault)
        {
            case AdsFault.LoginRefused:
                var connection = await db.AdsAccounts.Where(account => account.AccountId == slice.AccountId).Select(account => account.ConnectionId).SingleAsync(ct);
                return (await admissions.RefuseAsync(connection, fault, ct)).Sentence;
            case AdsFault.NoAccess:
                return (await admissions.RefuseAsync(slice.AccountId, fault, ct)).Sentence;
            default:
                return SyncFailures.Sentence(fault);
        }
    }

    private static void Answer(SyncSlice slice, AdsApiException fault, string sentence, DateTimeOffset now)
    {
        switch (fault.Fault)
        {
            case AdsFault.NoToken when fault.RetryAfter is { } wait:
                slice.Stumble(sentence, null, wait, throttled: true, now);
                return;
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
    /// <param name="only">The one slice that is concerned; null for all that the account has open, in whatever run.</param>
    private async Task SaveAsync(AdsId<AdsAccount> account, Id<SyncSlice>? only, Action<SyncSlice, DateTimeOffset> answer, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        var slices = await db.SyncSlices.Where(slice => slice.AccountId == account && slice.EndedAt == null && (only == null || slice.Id == only)).ToListAsync(ct);
        slices.ForEach(slice => answer(slice, now));
        var ended = slices.Where(slice => slice.IsEnded).ToList();
        await TellBackFillsAsync(account, ended, now, ct);
        await db.SaveChangesAsync(ct);
        foreach (var run in ended.Select(slice => slice.RunId).Distinct())
        {
            await steps.EndAsync(run, account, ct);
        }
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice}: a call failed ({Fault}).")]
        public static partial void CallFailed(ILogger logger, Id<SyncSlice> slice, AdsFault fault, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice}: the report could not be taken in.")]
        public static partial void FileRefused(ILogger logger, Id<SyncSlice> slice, Exception exception);

        [LoggerMessage(Level = LogLevel.Information, Message = "Slice {Slice}: what the step had in hand was changed meanwhile, so nothing of it was stored.")]
        public static partial void TakenBack(ILogger logger, Id<SyncSlice> slice);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Slice {Slice}: nothing moved since {MovedAt}, so it was cut.")]
        public static partial void Cut(ILogger logger, Id<SyncSlice> slice, DateTimeOffset movedAt);
    }
}

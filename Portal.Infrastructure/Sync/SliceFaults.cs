using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Sync;

/// <summary>What becomes of slices when a step failed: trouble stays with its slice, or with its account, or with the whole login.</summary>
public sealed partial class SliceFaults(PortalDb db, Admissions admissions, TimeProvider clock, ILogger<SliceFaults> logger)
{
    /// <summary>What the failed step had changed in memory is forgotten: the slices are read again as they were saved.</summary>
    public async Task NoteAsync(SyncSlice failed, IReadOnlyList<SyncSlice> open, Exception fault, CancellationToken ct)
    {
        if (fault is not AdsApiException refused)
        {
            Log.FileRefused(logger, failed.Id, fault);
            await SaveAsync([failed], AnswerToFile, ct);
            return;
        }

        Log.CallFailed(logger, failed.Id, refused.Fault, fault);
        var sentence = await SentenceAsync(failed, refused, ct);
        await SaveAsync(ConcernsAccount(refused.Fault) ? open : [failed], (slice, now) => Answer(slice, refused, sentence, now), ct);
    }

    /// <summary>When another account of the run was told that the login is refused, this one need not ask: what is open of it fails alike.</summary>
    public async Task RepeatRefusalAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct)
    {
        if (await admissions.RefusedDuringAsync(run, account, ct) is { } sentence)
        {
            var open = await db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == run && slice.AccountId == account && slice.EndedAt == null).ToListAsync(ct);
            await SaveAsync(open, (slice, now) => slice.Fail(sentence, null, now), ct);
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

    private async Task SaveAsync(IReadOnlyList<SyncSlice> concerned, Action<SyncSlice, DateTimeOffset> answer, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var ids = concerned.Select(slice => slice.Id).ToList();
        var slices = await db.SyncSlices.Where(slice => ids.Contains(slice.Id)).ToListAsync(ct);
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

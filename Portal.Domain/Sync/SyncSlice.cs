using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

public enum SliceKind
{
    /// <summary>Campaigns and shared budgets, call by call. No longer planned; old runs have it.</summary>
    Campaigns = 1,

    /// <summary>Ad groups, ads and keywords, call by call. No longer planned; old runs have it.</summary>
    AdGroups = 2,

    /// <summary>Everything an account is made of, by the Bulk service.</summary>
    Entities = 3,

    /// <summary>No slice is of this kind: above it stands one for each report, at the report's number.</summary>
    Reports = 10,
    AccountReport = 11,
    CampaignReport = 12,
    AdGroupReport = 13,
    KeywordReport = 14,
    AdReport = 15,
    SearchTermReport = 16,
    GeographyReport = 17,
    DeviceReport = 18,
    AudienceReport = 19,
    AssetGroupReport = 20,
    AccountHourReport = 21,
    CampaignHourReport = 22,
    AccountShareReport = 23,
    CampaignShareReport = 24,
    AdGroupShareReport = 25,
    GoalReport = 26,
}

public enum SliceState
{
    Waiting = 1,

    /// <summary>The report is asked for; <see cref="SyncSlice.ReportRequestId"/> is known and survives a restart.</summary>
    Submitted = 2,

    /// <summary>Its rows are being read.</summary>
    Storing = 3,
    Done = 4,
    Failed = 5,

    /// <summary>Ended without a change, because it would remove so much that a person has to look at it.</summary>
    Held = 6,
}

/// <summary>
/// The smallest piece of a run: one kind of data of one account over one range. Its rows and its end are saved in one transaction,
/// and it replaces its whole range, so that running it twice changes nothing.
/// </summary>
public sealed class SyncSlice : ITenantOwned
{
    /// <summary>How often a slice is tried before it counts as failed; each try waits longer.</summary>
    public const int MostAttempts = 6;

    /// <summary>Nothing is left alone for longer, whatever Microsoft asks for: what seems to be was noted by a clock that was set back since.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private const int ShortestToHalve = 8;

    private SyncSlice()
    {
    }

    public SyncSlice(Id<Tenant> tenantId, Id<SyncRun> runId, AdsId<AdsAccount> accountId, SliceKind kind, Period? period, DateTimeOffset now, SyncPurpose purpose = SyncPurpose.Current)
    {
        TenantId = tenantId;
        Id = Id<SyncSlice>.New(now);
        RunId = runId;
        AccountId = accountId;
        Kind = kind;
        Purpose = purpose;
        State = SliceState.Waiting;
        From = period?.From;
        To = period?.To;
        MovedAt = now;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<SyncSlice> Id { get; private set; }

    public Id<SyncRun> RunId { get; private set; }

    public AdsId<AdsAccount> AccountId { get; private set; }

    public SliceKind Kind { get; private set; }

    /// <summary>Its run's.</summary>
    public SyncPurpose Purpose { get; private set; }

    public SliceState State { get; private set; }

    /// <summary>First and last day of a report slice, in the account's time zone; null for entity slices.</summary>
    public DateOnly? From { get; private set; }

    public DateOnly? To { get; private set; }

    /// <summary>Microsoft's id of the submitted report; good for a day.</summary>
    public string? ReportRequestId { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public int Polls { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Nothing is done for this slice before this moment.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>The last sign of progress: asked for, looked after, rows read. Not that somebody is at it.</summary>
    public DateTimeOffset MovedAt { get; private set; }

    public long RowsDone { get; private set; }

    /// <summary>What the file's header promises; null before it was read.</summary>
    public long? RowsTotal { get; private set; }

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Removed { get; private set; }

    /// <summary>Microsoft says that there is nothing: no rows, and yet an answer.</summary>
    public bool IsEmpty { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The last trouble in words; stays visible on a slice that is being tried again.</summary>
    public string? Failure { get; private set; }

    public string? TrackingId { get; private set; }

    public bool IsEnded => State is SliceState.Done or SliceState.Failed or SliceState.Held;

    /// <summary>Whether it brought something, if only the certainty that there is nothing.</summary>
    public bool HasMoved => RowsDone > 0 || IsEmpty || Added > 0 || Changed > 0 || Removed > 0;

    public ReportKind? Report => Kind.Report();

    public Period? Period => From is { } from && To is { } to ? new(from, to) : null;

    public void Submitted(string reportRequestId, DateTimeOffset now)
    {
        (State, ReportRequestId, SubmittedAt, Polls) = (SliceState.Submitted, reportRequestId, now, 0);
        (NextAt, MovedAt) = (now, now);
    }

    /// <summary>The report is not ready: 1, 2, 4, 8, 15, 30 seconds until the next look, then every minute.</summary>
    public void StillPending(DateTimeOffset now)
    {
        NextAt = now + Waits[Math.Min(Polls, Waits.Length - 1)];
        Polls++;
        MovedAt = now;
    }

    public void ConfirmEmpty() => IsEmpty = true;

    /// <summary>
    /// What was too much at once is tried in two parts: this one keeps the newer half and begins anew, the older half is the answer. Null
    /// when it is too short to matter.
    /// </summary>
    public SyncSlice? Halve(DateTimeOffset now)
    {
        if (Period is not { Days: >= ShortestToHalve } whole)
        {
            return null;
        }

        var newer = whole.From.AddDays(whole.Days / 2);
        var older = new SyncSlice(TenantId, RunId, AccountId, Kind, whole with { To = newer.AddDays(-1) }, now, Purpose);
        From = newer;
        Resubmit();
        (RowsDone, RowsTotal) = (0, null);
        return older;
    }

    /// <summary>The report cannot be had under its id any more; it is submitted again.</summary>
    public void Resubmit() => (State, ReportRequestId, SubmittedAt, NextAt) = (SliceState.Waiting, null, null, null);

    public void Progress(long rowsDone, long? rowsTotal) => (State, RowsDone, RowsTotal) = (SliceState.Storing, rowsDone, rowsTotal);

    public void Done(int added, int changed, int removed, DateTimeOffset now)
    {
        (State, Added, Changed, Removed, EndedAt, MovedAt) = (SliceState.Done, added, changed, removed, now, now);
        (Failure, NextAt) = (null, null);
    }

    /// <summary>Nothing of the file is stored; <paramref name="sentence"/> says why, and what to do.</summary>
    public void Hold(string sentence, DateTimeOffset now) => (State, Failure, EndedAt, NextAt) = (SliceState.Held, sentence, now, null);

    /// <summary>Another try later, or the end after <see cref="MostAttempts"/>. A throttled slice is only late: it costs no attempt.</summary>
    public void Stumble(string sentence, string? trackingId, TimeSpan? retryAfter, bool throttled, DateTimeOffset now)
    {
        (Failure, TrackingId) = (sentence, trackingId);
        Attempts += throttled ? 0 : 1;
        if (Attempts >= MostAttempts)
        {
            Fail(sentence, trackingId, now);
            return;
        }

        State = ReportRequestId is null ? SliceState.Waiting : SliceState.Submitted;
        var wait = retryAfter ?? TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(3, Attempts - 1), 900));
        NextAt = now + (wait < LongestWait ? wait : LongestWait);
    }

    public void Fail(string sentence, string? trackingId, DateTimeOffset now) =>
        (State, Failure, TrackingId, EndedAt, NextAt) = (SliceState.Failed, sentence, trackingId, now, null);

    private static readonly TimeSpan[] Waits = [.. new[] { 1, 2, 4, 8, 15, 30, 60 }.Select(seconds => TimeSpan.FromSeconds(seconds))];
}

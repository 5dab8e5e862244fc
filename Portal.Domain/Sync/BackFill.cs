using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

public enum BackFillState
{
    Open = 1,
    Paused = 2,
    Cancelled = 3,
    Done = 4,
}

/// <summary>
/// The wish to have one account's report from a day on. What is left of it follows from the days that were read, so that nothing is lost
/// or done twice by a restart, a pause or days that came by another way.
/// </summary>
public sealed class BackFill(Id<Tenant> tenantId, AdsId<AdsAccount> accountId, ReportKind report) : ITenantOwned
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public AdsId<AdsAccount> AccountId { get; private set; } = accountId;

    public ReportKind Report { get; private set; } = report;

    /// <summary>The first day that is wanted.</summary>
    public DateOnly From { get; private set; }

    public BackFillState State { get; private set; }

    public Id<Person>? AskedBy { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Parts that failed since the last one that went well.</summary>
    public int Failures { get; private set; }

    public string? Failure { get; private set; }

    /// <summary>After a failed part: nothing is asked for before this moment.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    public void Ask(DateOnly from, Id<Person> by, DateTimeOffset now) =>
        (From, State, AskedBy, AskedAt, EndedAt, Failures, Failure, NextAt) = (from, BackFillState.Open, by, now, null, 0, null, null);

    /// <summary>False when there was nothing to pause; so with the others.</summary>
    public bool Pause() => Step(BackFillState.Open, BackFillState.Paused);

    public bool Resume()
    {
        (Failures, NextAt) = (0, null);
        return Step(BackFillState.Paused, BackFillState.Open);
    }

    public bool Cancel(DateTimeOffset now)
    {
        if (State is not (BackFillState.Open or BackFillState.Paused))
        {
            return false;
        }

        (State, EndedAt) = (BackFillState.Cancelled, now);
        return true;
    }

    public void Finish(DateTimeOffset now) => (State, EndedAt) = (BackFillState.Done, now);

    public void Took() => (Failures, Failure, NextAt) = (0, null, null);

    /// <summary>Each failure in a row waits twice as long, up to a day.</summary>
    public void Stumble(string sentence, DateTimeOffset now)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(Failures, 8));
        (Failures, Failure, NextAt) = (Failures + 1, sentence, now + (wait < LongestWait ? wait : LongestWait));
    }

    private bool Step(BackFillState from, BackFillState to)
    {
        if (State != from)
        {
            return false;
        }

        State = to;
        return true;
    }
}

using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Audit;

public enum AuditOutcome
{
    Done = 1,

    /// <summary>Sent to Microsoft, answer not yet known. If it stays, the portal was interrupted; the next sync shows what holds.</summary>
    Requested = 2,

    Refused = 3,
    Failed = 4,
}

/// <summary>Who did it: a person, a platform operator, or the portal itself (<see cref="PersonId"/> null).</summary>
public sealed record Actor(Id<Person>? PersonId, string Name, bool IsOperator = false)
{
    public static readonly Actor Portal = new(null, "Portal");
}

/// <summary>One thing that was done in an organisation. Entries are data; they hold no token, password or mail body.</summary>
public sealed class AuditEntry : ITenantOwned
{
    private AuditEntry()
    {
        (ActorName, Subject, Verb, Sentence) = (null!, null!, null!, null!);
    }

    /// <param name="tenantId">The organisation in which it happened.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="subject">The kind of thing, in the portal's words: <c>Connection</c>, <c>Campaign</c>, <c>Member</c>.</param>
    /// <param name="subjectId">Its key as text, if it has one.</param>
    /// <param name="verb">What was done, past tense: <c>Connected</c>, <c>Paused</c>.</param>
    /// <param name="sentence">The whole as a person reads it.</param>
    /// <param name="now">When.</param>
    /// <param name="outcome">How it ended, so far as known.</param>
    public AuditEntry(Id<Tenant> tenantId, Actor actor, string subject, string? subjectId, string verb, string sentence, DateTimeOffset now, AuditOutcome outcome = AuditOutcome.Done)
    {
        TenantId = tenantId;
        Id = Id<AuditEntry>.New(now);
        At = now;
        PersonId = actor.PersonId;
        ActorName = actor.Name;
        ByOperator = actor.IsOperator;
        Subject = subject;
        SubjectId = subjectId;
        Verb = verb;
        Sentence = sentence;
        Outcome = outcome;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<AuditEntry> Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Id<Person>? PersonId { get; private set; }

    public string ActorName { get; private set; }

    public bool ByOperator { get; private set; }

    public string Subject { get; private set; }

    public string? SubjectId { get; private set; }

    public string Verb { get; private set; }

    public string Sentence { get; private set; }

    public AuditOutcome Outcome { get; private set; }

    /// <summary>What the outside answered, in words; null when nothing needs adding.</summary>
    public string? Answer { get; private set; }

    /// <summary>Microsoft's tracking id of the call, to quote to their support.</summary>
    public string? TrackingId { get; private set; }

    public void Conclude(AuditOutcome outcome, string? answer, string? trackingId) =>
        (Outcome, Answer, TrackingId) = (outcome, answer, trackingId);
}

using Portal.Domain.Connections;

namespace Portal.Domain.Incidents;

/// <summary>
/// A fault that is no organisation's: of the portal's own registration, or of Microsoft for many at once. No organisation is told of it
/// and no connection pays for it. Of one cause at most one is open.
/// </summary>
public sealed class OperatorIncident
{
    private OperatorIncident() => (Cause, Code, What) = (null!, null!, null!);

    public Id<OperatorIncident> Id { get; private set; }

    /// <summary>What all its failures share; see <see cref="TokenFailure.Cause"/>.</summary>
    public string Cause { get; private set; }

    public FailureClass Class { get; private set; }

    public string Code { get; private set; }

    public string What { get; private set; }

    /// <summary>The most connections that were affected at one time, and their organisations.</summary>
    public int Connections { get; private set; }

    public int Tenants { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When it was last seen to go on.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public static OperatorIncident Open(TokenFailure failure, Reach reach, DateTimeOffset now) => new()
    {
        Id = Id<OperatorIncident>.New(now),
        Cause = failure.Cause,
        Class = failure.Class,
        Code = failure.Code,
        What = failure.What,
        Connections = reach.Connections,
        Tenants = reach.Tenants,
        OpenedAt = now,
        SeenAt = now,
    };

    public void Follow(Reach reach, DateTimeOffset seenAt)
    {
        (Connections, Tenants) = (Math.Max(Connections, reach.Connections), Math.Max(Tenants, reach.Tenants));
        SeenAt = seenAt > SeenAt ? seenAt : SeenAt;
    }

    public void Close(DateTimeOffset now) => ClosedAt ??= now;

    /// <summary>Microsoft Advertising refuses what a good sign-in asks for.</summary>
    public bool IsOfAdvertising => TokenFailure.IsOfAdvertising(Cause);
}

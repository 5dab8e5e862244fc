using Portal.Domain.Connections;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Incidents;

/// <summary>
/// One trouble of one connection, for one cause: opened and closed by the portal itself, told once at both ends, and kept as history. Of
/// one connection and class at most one is open.
/// </summary>
public sealed class Incident : ITenantOwned
{
    /// <summary>Passing trouble is no incident before it has lasted this long: by then the data is no longer fresh.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private Incident() => (Login, Code, What, NextStep) = (null!, null!, null!, null!);

    public Id<Tenant> TenantId { get; private set; }

    public Id<Incident> Id { get; private set; }

    public Id<Connection> ConnectionId { get; private set; }

    public FailureClass Class { get; private set; }

    public FailureOwner Owner { get; private set; }

    /// <summary>The Microsoft login, as people know it.</summary>
    public string Login { get; private set; }

    /// <summary>Microsoft's words, for the disclosure.</summary>
    public string Code { get; private set; }

    public string What { get; private set; }

    public string NextStep { get; private set; }

    /// <summary>How many chosen accounts were not updated.</summary>
    public int Accounts { get; private set; }

    /// <summary>When the trouble began, which may be before anybody was told.</summary>
    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>How it ended, as a sentence; null while open.</summary>
    public string? Outcome { get; private set; }

    public bool IsOpen => ClosedAt is null;

    /// <summary>Somebody can do something, so they are told; what passes by itself is only shown.</summary>
    public bool IsTold => Owner is FailureOwner.Connector or FailureOwner.Administrator;

    /// <summary>A new sign-in is a way out.</summary>
    public bool AsksForSignIn => IsTold && !IsOfAdvertising;

    /// <summary>The sign-in is good, and Microsoft Advertising refuses what is asked with it.</summary>
    public bool IsOfAdvertising => Class is FailureClass.NotLetIn or FailureClass.NoAccess;

    public static Incident Open(Connection connection, TokenFailure failure, int accounts, DateTimeOffset now) => new()
    {
        TenantId = connection.TenantId,
        Id = Id<Incident>.New(now),
        ConnectionId = connection.Id,
        Class = failure.Class,
        Owner = failure.Owner,
        Login = connection.UserName,
        Code = failure.Code,
        What = failure.What,
        NextStep = failure.NextStep,
        Accounts = accounts,
        Since = connection.FailingSince ?? now,
        OpenedAt = now,
    };

    /// <summary>It goes on, and reaches further or less far than before.</summary>
    public void Follow(string what, int accounts) => (What, Accounts) = (what, accounts);

    public void Close(string outcome, DateTimeOffset now)
    {
        if (IsOpen)
        {
            (Outcome, ClosedAt) = (outcome, now);
        }
    }
}

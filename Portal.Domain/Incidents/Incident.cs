using Portal.Domain.Ads;
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

    /// <summary>Microsoft's words, for the disclosure. Of held files, of which Microsoft says nothing, the accounts by their numbers.</summary>
    public string Code { get; private set; }

    public string What { get; private set; }

    public string NextStep { get; private set; }

    /// <summary>How many chosen accounts were not updated.</summary>
    public int Accounts { get; private set; }

    /// <summary>When the trouble began, which may be before anybody was told.</summary>
    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>How it ended, in sentences; while it is open what became of a part of it.</summary>
    public string? Outcome { get; private set; }

    public bool IsOpen => ClosedAt is null;

    /// <summary>Somebody can do something, so they are told; what passes by itself is only shown.</summary>
    public bool IsTold => Owner is FailureOwner.Connector or FailureOwner.Administrator or FailureOwner.Admins;

    /// <summary>A new sign-in is a way out.</summary>
    public bool AsksForSignIn => IsTold && !IsOfAdvertising && !IsHeldBack;

    /// <summary>The sign-in is good, and Microsoft Advertising refuses what is asked with it.</summary>
    public bool IsOfAdvertising => Class is FailureClass.NotLetIn or FailureClass.NoAccess;

    /// <summary>Nothing is wrong with the login: files of its accounts wait for somebody's word.</summary>
    public bool IsHeldBack => Class == FailureClass.HeldBack;

    /// <summary>It is about accounts, and stands beside whatever the login has otherwise.</summary>
    public bool IsOfAccounts => Class is FailureClass.NoAccess or FailureClass.HeldBack;

    /// <summary>Whose files are held back.</summary>
    public IReadOnlyList<AdsId<AdsAccount>> HeldAccounts => IsHeldBack ? [.. Code.Split(' ').Select(id => AdsId<AdsAccount>.Parse(id, null))] : [];

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

    /// <param name="connection">The login.</param>
    /// <param name="files">All of its accounts that wait; at least one.</param>
    /// <param name="now">When it is opened.</param>
    public static Incident Open(Connection connection, IReadOnlyList<HeldFile> files, DateTimeOffset now)
    {
        var incident = new Incident
        {
            TenantId = connection.TenantId,
            Id = Id<Incident>.New(now),
            ConnectionId = connection.Id,
            Class = FailureClass.HeldBack,
            Owner = FailureOwner.Admins,
            Login = connection.UserName,
            Since = files.Min(file => file.HeldAt),
            OpenedAt = now,
        };
        incident.Follow(files);
        return incident;
    }

    /// <summary>It goes on, and reaches further or less far than before.</summary>
    public void Follow(string what, int accounts) => (What, Accounts) = (what, accounts);

    /// <summary>The same of held files; at least one.</summary>
    public void Follow(IReadOnlyList<HeldFile> files)
    {
        Follow(HeldFile.What(files), files.Count);
        (Code, NextStep) = (string.Join(' ', files.Select(file => file.AccountId)), HeldFile.NextStep(files));
    }

    /// <summary>What became of a part, beside what is known of others.</summary>
    public void Note(string outcome) => Outcome = Outcome is null ? outcome : $"{Outcome} {outcome}";

    public void Close(string outcome, DateTimeOffset now)
    {
        if (IsOpen)
        {
            Note(outcome);
            ClosedAt = now;
        }
    }
}

using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Connections;

/// <summary>What a connection can be used for now. <see cref="Connection"/> holds the only methods that move between them.</summary>
public enum ConnectionState
{
    /// <summary>Tokens are there; accounts are not chosen yet.</summary>
    ChoosingAccounts = 1,

    Active = 2,

    /// <summary>Microsoft ended the grant: somebody must sign in again. No job uses the connection.</summary>
    NeedsReconnect = 3,

    /// <summary>Ended by a member; its tokens are erased.</summary>
    Disconnected = 4,
}

/// <summary>One Microsoft Advertising login of a tenant. Its tokens lie in <see cref="Grant"/>.</summary>
public sealed class Connection : ITenantOwned
{
    private Connection(Id<Tenant> tenantId, Id<Connection> id, long microsoftUserId, string userName, Id<Person> connectedBy, DateTimeOffset connectedAt)
    {
        TenantId = tenantId;
        Id = id;
        MicrosoftUserId = microsoftUserId;
        UserName = userName;
        ConnectedBy = connectedBy;
        ConnectedAt = connectedAt;
        State = ConnectionState.ChoosingAccounts;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<Connection> Id { get; private set; }

    /// <summary>The id of the Microsoft Advertising user (GetUser); another one takes its place only when a person has confirmed that.</summary>
    public long MicrosoftUserId { get; private set; }

    /// <summary>What the user signs in with at Microsoft, as shown to people.</summary>
    public string UserName { get; private set; }

    public ConnectionState State { get; private set; }

    public Id<Person> ConnectedBy { get; private set; }

    public DateTimeOffset ConnectedAt { get; private set; }

    /// <summary>Since when the connection is in trouble; null while it works.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>What happened and what to do, in words; null while it works.</summary>
    public string? Failure { get; private set; }

    /// <summary>The identity platform's error and number, for the disclosure under the sentence: <c>invalid_grant 700082</c>.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>Since when Microsoft Advertising refuses the login although its sign-in is good; null while it lets it in.</summary>
    public DateTimeOffset? RefusedSince { get; private set; }

    /// <summary>When it did so last, kept after it let the login in again.</summary>
    public DateTimeOffset? RefusedAt { get; private set; }

    /// <summary>With which words it did so last.</summary>
    public string? RefusedCode { get; private set; }

    /// <summary>When Microsoft Advertising was last seen to let the login in, to some minutes.</summary>
    public DateTimeOffset? LetInAt { get; private set; }

    public bool IsUsable => State is ConnectionState.Active or ConnectionState.ChoosingAccounts;

    public static Connection Open(Id<Tenant> tenantId, long microsoftUserId, string userName, Id<Person> by, DateTimeOffset now) =>
        new(tenantId, Id<Connection>.New(now), microsoftUserId, userName, by, now);

    /// <summary>Accounts were chosen: from now on the schedule works with it.</summary>
    public void Activate()
    {
        if (IsUsable)
        {
            State = ConnectionState.Active;
        }
    }

    /// <summary>A new grant heals the connection; its id stays. With another Microsoft user than before only after a person's word.</summary>
    public Result<Connection> Reconnect(long microsoftUserId, string userName, Id<Person> by, DateTimeOffset now, bool hasAccounts)
    {
        if (State == ConnectionState.Disconnected)
        {
            return new Refusal("This login was disconnected meanwhile. Connect it as a new one.");
        }

        State = hasAccounts ? ConnectionState.Active : ConnectionState.ChoosingAccounts;
        (MicrosoftUserId, UserName, ConnectedBy, ConnectedAt) = (microsoftUserId, userName, by, now);
        RefusedSince = null;
        Recover();
        return this;
    }

    /// <summary>True when this is news, so that members are told once and not at every attempt.</summary>
    public bool RequireReconnect(string sentence, string code, DateTimeOffset now)
    {
        if (!IsUsable)
        {
            return false;
        }

        State = ConnectionState.NeedsReconnect;
        (Failure, FailureCode, FailingSince) = (sentence, code, FailingSince ?? now);
        return true;
    }

    /// <summary>Notes a passing trouble; the connection stays in use.</summary>
    public void Stumble(string sentence, string code, DateTimeOffset now)
    {
        if (IsUsable)
        {
            (Failure, FailureCode, FailingSince) = (sentence, code, FailingSince ?? now);
        }
    }

    /// <summary>The sign-in works again. What Microsoft Advertising has against the login stays.</summary>
    public void Recover()
    {
        if (RefusedSince is null)
        {
            (Failure, FailureCode, FailingSince) = (null, null, null);
        }
    }

    /// <summary>Microsoft Advertising refused the login, for whatever reason.</summary>
    public void Refuse(string code, DateTimeOffset now) => (RefusedSince, RefusedAt, RefusedCode) = (RefusedSince ?? now, now, code);

    /// <summary>Microsoft Advertising let the login in. True when it had refused it before.</summary>
    public bool LetIn(DateTimeOffset now)
    {
        var wasRefused = RefusedSince is not null;
        (RefusedSince, LetInAt) = (null, now);
        if (wasRefused && IsUsable)
        {
            Recover();
        }

        return wasRefused;
    }

    public Result<Connection> Disconnect()
    {
        if (State == ConnectionState.Disconnected)
        {
            return new Refusal("This login is already disconnected.");
        }

        State = ConnectionState.Disconnected;
        RefusedSince = null;
        Recover();
        return this;
    }
}

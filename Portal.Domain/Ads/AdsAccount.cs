using Portal.Domain.Connections;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Ads;


/// <summary>
/// An ad account that a connection can reach, and whether the tenant chose it. Unchosen accounts are known by name only; nothing else
/// of them is read.
/// </summary>
public sealed class AdsAccount : ITenantOwned
{
    private const int Viewer = 100;

    private AdsAccount()
    {
        (Number, Name, CurrencyCode, TimeZone, Status, CustomerName) = (null!, null!, null!, null!, null!, null!);
    }

    public AdsAccount(Id<Tenant> tenantId, Id<Connection> connectionId, DiscoveredAccount found, DateTimeOffset now)
        : this()
    {
        TenantId = tenantId;
        ConnectionId = connectionId;
        AccountId = found.AccountId;
        DiscoveredAt = now;
        Refresh(connectionId, found, now);
    }

    public Id<Tenant> TenantId { get; private set; }

    public AdsId<AdsAccount> AccountId { get; private set; }

    /// <summary>The connection through which it is read. Two connections may reach one account; it is stored once, see <see cref="AccountReach"/>.</summary>
    public Id<Connection> ConnectionId { get; private set; }

    /// <summary>The customer through which it is reached: the one to send as header, not always the owner.</summary>
    public AdsId<Customer> CustomerId { get; private set; }

    public string CustomerName { get; private set; }

    /// <summary>The eight characters people see in Microsoft's own pages: <c>F110XP1K</c>. Never used as an id.</summary>
    public string Number { get; private set; }

    public string Name { get; private set; }

    public string CurrencyCode { get; private set; }

    /// <summary>Microsoft's name of the zone in which the account's days are counted; see <c>AccountTimeZone</c>.</summary>
    public string TimeZone { get; private set; }

    /// <summary>AccountLifeCycleStatus as Microsoft names it: Active, Pause, Inactive, Suspended, Draft, Pending.</summary>
    public string Status { get; private set; }

    /// <summary>The user's role id at the customer: 41 Super Admin, 203 Standard, 16 Campaign Manager, 100 Viewer; others occur.</summary>
    public int RoleId { get; private set; }

    /// <summary>Since when the login may only read here, having been able to do more before; null where nothing was taken.</summary>
    public DateTimeOffset? ReadOnlySince { get; private set; }

    /// <summary>Since when a discovery no longer finds it: its link to the login was ended. Null while it is found.</summary>
    public DateTimeOffset? LostSince { get; private set; }

    public bool IsChosen { get; private set; }

    public DateTimeOffset DiscoveredAt { get; private set; }

    /// <summary>The end of the last sync that went through; null before the first.</summary>
    public DateTimeOffset? SyncedAt { get; private set; }

    /// <summary>Why the account was not read last time, in words; null when it was.</summary>
    public string? Failure { get; private set; }

    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>When Microsoft Advertising last said that the login may not read this account; null while it may.</summary>
    public DateTimeOffset? RefusedAt { get; private set; }

    /// <summary>With which words.</summary>
    public string? RefusedCode { get; private set; }

    /// <summary>Whoever advances its sync at the moment; nobody else may before <see cref="LeaseUntil"/>.</summary>
    public string? LeaseOwner { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>When Microsoft was asked for the self-audit's summary; null once it is made. Until then it is one of the reports that the login has in work.</summary>
    public DateTimeOffset? SummaryAskedAt { get; private set; }

    public AccountAccess Access => new(ConnectionId, CustomerId, AccountId);

    public void Choose() => IsChosen = true;

    public void Leave() => (IsChosen, Failure, FailingSince, RefusedAt, RefusedCode) = (false, null, null, null, null);

    /// <summary>Takes over what a new discovery says.</summary>
    public void Refresh(Id<Connection> connectionId, DiscoveredAccount found, DateTimeOffset now)
    {
        var couldWrite = RoleId != 0 && RoleId != Viewer;
        (LostSince, ReadOnlySince) = (null, found.RoleId != Viewer ? null : couldWrite ? now : ReadOnlySince);
        ConnectionId = connectionId;
        CustomerId = found.CustomerId;
        CustomerName = found.CustomerName;
        Number = found.Number;
        Name = found.Name;
        CurrencyCode = found.CurrencyCode;
        TimeZone = found.TimeZone;
        Status = found.Status;
        RoleId = found.RoleId;
    }

    /// <summary>A discovery did not find it.</summary>
    public void Lose(DateTimeOffset now) => LostSince ??= now;

    /// <summary>Its login was signed in anew: what was said of the old sign-in is over, and the next sync says what is.</summary>
    public void SignInAgain() => (Failure, FailingSince, RefusedAt, RefusedCode) = (null, null, null, null);

    /// <summary>From now on the account is read that way.</summary>
    public void ReadThrough(AccountReach way)
    {
        (ConnectionId, CustomerId, CustomerName, RoleId, LostSince) = (way.ConnectionId, way.CustomerId, way.CustomerName, way.RoleId, null);
        Allow();
    }

    /// <summary>The login may not read it.</summary>
    public void Refuse(string code, DateTimeOffset now) => (RefusedAt, RefusedCode) = (now, code);

    /// <summary>It was read, or is read in another way from now on.</summary>
    public void Allow() => (RefusedAt, RefusedCode) = (null, null);

    public void Synced(DateTimeOffset now) => (SyncedAt, Failure, FailingSince) = (now, null, null);

    public void Fail(string sentence, DateTimeOffset now) => (Failure, FailingSince) = (sentence, FailingSince ?? now);
}

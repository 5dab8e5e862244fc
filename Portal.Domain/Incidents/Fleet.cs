using Portal.Domain.Connections;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Incidents;

/// <summary>A refresh that was tried, or a call, of whichever tenant. <paramref name="Cause"/> is null when it went through.</summary>
public sealed record RefreshTry(Id<Tenant> Tenant, Id<Connection> Connection, DateTimeOffset At, string? Cause);

/// <summary>How far a cause reaches.</summary>
public sealed record Reach(int Connections, int Tenants);

/// <summary>What the refreshes of all tenants together say.</summary>
public sealed class Fleet(IEnumerable<RefreshTry> tries)
{
    /// <summary>How far back failures count as being of one time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>The same for calls: a tenant's sync comes around once an hour.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(70);

    /// <summary>For so long a refusal may be everybody's while nobody else was tried. A token that waits a day is not lost.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromDays(1);

    private const int FewestConnections = 5;
    private const int FewestTenants = 2;
    private const int OneIn = 5;

    private readonly List<RefreshTry> all = [.. tries];

    /// <summary>Of each connection what came last: one that has healed no longer counts against anybody.</summary>
    private IEnumerable<RefreshTry> Latest => all.GroupBy(one => one.Connection).Select(group => group.MaxBy(one => one.At)).OfType<RefreshTry>();

    public static TimeSpan WindowOf(string cause) => TokenFailure.IsOfAdvertising(cause) ? Round : Window;

    public Reach ReachOf(string cause)
    {
        var failing = Latest.Where(one => one.Cause == cause).ToList();
        return new(failing.Count, failing.Select(one => one.Tenant).Distinct().Count());
    }

    /// <summary>At least five connections of at least two tenants fail alike, and they are more than a fifth of all that were tried.</summary>
    public bool FailsAlike(string cause)
    {
        var reach = ReachOf(cause);
        return reach.Connections >= FewestConnections && reach.Tenants >= FewestTenants && reach.Connections * OneIn > Latest.Count();
    }

    /// <summary>
    /// At least two connections of at least two tenants fail alike, and nobody has gone through since the first of them: all that a small
    /// fleet, whose refreshes lie far apart, ever shows of a fault that everybody has. For refusals that name no cause of a login's own.
    /// </summary>
    public bool FailsThroughout(string cause)
    {
        var reach = ReachOf(cause);
        return reach.Tenants >= FewestTenants && !Latest.Any(one => one.Cause is null && one.At >= FirstSeen(cause));
    }

    /// <summary>
    /// Whether a refusal that names no cause is about this login, and not about all: since it began more others went through than failed
    /// alike. Where there are no others, or nothing was heard of them for long, it is believed by itself.
    /// </summary>
    /// <param name="login">Whom it is about.</param>
    /// <param name="cause">What was said.</param>
    /// <param name="since">When it was said first.</param>
    /// <param name="now">The moment of the last time.</param>
    /// <param name="logins">How many are in use, this one included.</param>
    public bool IsOwn(Id<Connection> login, string cause, DateTimeOffset since, DateTimeOffset now, int logins)
    {
        var others = Latest.Where(one => one.Connection != login && one.At >= since).ToList();
        return logins <= 1 || now - since >= Silence || others.Count(one => one.Cause is null) > others.Count(one => one.Cause == cause);
    }

    /// <summary>What began as everybody's and turned out to be a few logins' own: as many others have gone through since as still fail.</summary>
    public bool TurnedOutFew(string cause)
    {
        var reach = ReachOf(cause);
        return reach.Connections is > 0 and < FewestConnections && Latest.Count(one => one.Cause is null && one.At > FirstSeen(cause)) >= reach.Connections;
    }

    /// <summary>When the cause was last seen; null when never.</summary>
    public DateTimeOffset? LastSeen(string cause) => all.Where(one => one.Cause == cause).Select(one => (DateTimeOffset?)one.At).Max();

    private DateTimeOffset? FirstSeen(string cause) => all.Where(one => one.Cause == cause).Select(one => (DateTimeOffset?)one.At).Min();

    /// <summary>
    /// Of those who were affected some have been refreshed since, and at most a fifth still fails alike. Where nobody was (it was seen
    /// by somebody who connected), any refresh since <paramref name="seenAt"/> tells.
    /// </summary>
    public bool HasHealed(string cause, DateTimeOffset seenAt)
    {
        var affected = all.Where(one => one.Cause == cause).Select(one => one.Connection).ToHashSet();
        var now = Latest.Where(one => affected.Count == 0 ? one.At > seenAt : affected.Contains(one.Connection)).ToList();
        return now.Exists(one => one.Cause is null) && now.Count(one => one.Cause == cause) * OneIn <= now.Count;
    }
}

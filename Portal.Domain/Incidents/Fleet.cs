using Portal.Domain.Connections;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Incidents;

/// <summary>A refresh that was tried, of whichever tenant. <paramref name="Cause"/> is null when it went through.</summary>
public sealed record RefreshTry(Id<Tenant> Tenant, Id<Connection> Connection, DateTimeOffset At, string? Cause);

/// <summary>How far a cause reaches.</summary>
public sealed record Reach(int Connections, int Tenants);

/// <summary>What the refreshes of all tenants together say.</summary>
public sealed class Fleet(IEnumerable<RefreshTry> tries)
{
    /// <summary>How far back failures count as being of one time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int FewestConnections = 5;
    private const int FewestTenants = 2;
    private const int OneIn = 5;

    private readonly List<RefreshTry> all = [.. tries];

    /// <summary>Of each connection what came last: one that has healed no longer counts against anybody.</summary>
    private IEnumerable<RefreshTry> Latest => all.GroupBy(one => one.Connection).Select(group => group.MaxBy(one => one.At)).OfType<RefreshTry>();

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

    /// <summary>When the cause was last seen; null when never.</summary>
    public DateTimeOffset? LastSeen(string cause) => all.Where(one => one.Cause == cause).Select(one => (DateTimeOffset?)one.At).Max();

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

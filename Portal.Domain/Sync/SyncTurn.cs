using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

/// <summary>
/// An account that has something left to do, as it stands in the line of all organisations: waiting from <see cref="DueAt"/> on, or
/// called, which is to say that a worker has it or is about to.
/// </summary>
public sealed class SyncTurn(Id<Tenant> tenantId, AdsId<AdsAccount> accountId, Id<SyncRun> runId, DateTimeOffset joinedAt) : ITenantOwned
{
    /// <summary>One that was called and not heard of for so long has lost its worker.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);

    /// <summary>For how long a worker has an account before it lets others have a turn. What is under way then is finished first.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public AdsId<AdsAccount> AccountId { get; private set; } = accountId;

    public Id<SyncRun> RunId { get; private set; } = runId;

    /// <summary>When it last got something to do.</summary>
    public DateTimeOffset JoinedAt { get; private set; } = joinedAt;

    public DateTimeOffset DueAt { get; private set; } = joinedAt;

    public DateTimeOffset? CalledAt { get; private set; }

    /// <summary>Something more to do. Whoever has the account may have looked already, so it is called once more after that.</summary>
    public void Join(Id<SyncRun> run, DateTimeOffset now)
    {
        (RunId, JoinedAt) = (run, now);
        DueAt = DueAt < now ? DueAt : now;
    }

    /// <summary>Its worker has let go of it; it comes again when it is due.</summary>
    public void PutBack(DateTimeOffset due, DateTimeOffset now) => (DueAt, CalledAt) = (JoinedAt > CalledAt ? now : due, null);
}

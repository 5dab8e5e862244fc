using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

public enum SyncTrigger
{
    Schedule = 1,

    /// <summary>Accounts were just chosen.</summary>
    FirstSync = 2,

    /// <summary>A member pressed "Sync now".</summary>
    Person = 3,

    /// <summary>After a reconnect: the gap first.</summary>
    Reconnect = 4,
}

public enum SyncRunState
{
    Running = 1,
    Succeeded = 2,

    /// <summary>Some slices failed; the others are stored.</summary>
    Partial = 3,
    Failed = 4,
}

/// <summary>One pass over the chosen accounts of a tenant. It is made of slices, which succeed or fail each by itself.</summary>
public sealed class SyncRun(Id<Tenant> tenantId, Id<SyncRun> id, SyncTrigger trigger, Id<Person>? startedBy, DateTimeOffset startedAt) : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public Id<SyncRun> Id { get; private set; } = id;

    public SyncTrigger Trigger { get; private set; } = trigger;

    public Id<Person>? StartedBy { get; private set; } = startedBy;

    public SyncRunState State { get; private set; } = SyncRunState.Running;

    public DateTimeOffset StartedAt { get; private set; } = startedAt;

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Closes the run by how its slices ended.</summary>
    public void End(int succeeded, int failed, DateTimeOffset now)
    {
        State = (succeeded, failed) switch
        {
            (_, 0) => SyncRunState.Succeeded,
            (0, _) => SyncRunState.Failed,
            _ => SyncRunState.Partial,
        };
        EndedAt = now;
    }
}

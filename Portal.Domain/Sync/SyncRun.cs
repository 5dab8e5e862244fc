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

    /// <summary>Nothing failed, and yet it brought nothing: no row, no entity, nor a report that Microsoft says is empty. Nothing to rely on.</summary>
    Nothing = 5,
}

/// <summary>What a run is for. An account's slices are taken in this order: first what somebody waits for, last what nobody misses yet.</summary>
public enum SyncPurpose
{
    /// <summary>Days that somebody asked to have read again.</summary>
    ByHand = 1,

    /// <summary>Brings all chosen accounts up to date.</summary>
    Current = 2,

    /// <summary>Brings years that were never read, a little at a time.</summary>
    BackFill = 3,
}

/// <summary>How a run's slices ended.</summary>
/// <param name="Moved">Those that brought something; see <see cref="SyncSlice.HasMoved"/>.</param>
public sealed record RunCounts(int Slices, int Failed, int Moved, int Accounts, long Rows, int Added, int Changed, int Removed);

/// <summary>One pass over the chosen accounts of a tenant. It is made of slices, which succeed or fail each by itself.</summary>
public sealed class SyncRun(Id<Tenant> tenantId, Id<SyncRun> id, SyncTrigger trigger, Id<Person>? startedBy, DateTimeOffset startedAt, SyncPurpose purpose = SyncPurpose.Current) : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public Id<SyncRun> Id { get; private set; } = id;

    public SyncTrigger Trigger { get; private set; } = trigger;

    public SyncPurpose Purpose { get; private set; } = purpose;

    public Id<Person>? StartedBy { get; private set; } = startedBy;

    public SyncRunState State { get; private set; } = SyncRunState.Running;

    public DateTimeOffset StartedAt { get; private set; } = startedAt;

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How it ended; all nought while it runs. They stay when its slices are cleared away.</summary>
    public int Slices { get; private set; }

    public int Failed { get; private set; }

    public int Accounts { get; private set; }

    public long Rows { get; private set; }

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Removed { get; private set; }

    /// <summary>When its slices were cleared away; null while they are kept.</summary>
    public DateTimeOffset? ClearedAt { get; private set; }

    /// <summary>Closes the run by how its slices ended.</summary>
    public void End(RunCounts counts, DateTimeOffset now)
    {
        State = counts switch
        {
            { Failed: 0, Moved: 0 } => SyncRunState.Nothing,
            { Failed: 0 } => SyncRunState.Succeeded,
            _ when counts.Failed == counts.Slices => SyncRunState.Failed,
            _ => SyncRunState.Partial,
        };
        EndedAt = now;
        Count(counts);
    }

    /// <summary>The oldest runs were not counted when they ended; they are before their slices go.</summary>
    public void Count(RunCounts counts)
    {
        (Slices, Failed, Accounts, Rows) = (counts.Slices, counts.Failed, counts.Accounts, counts.Rows);
        (Added, Changed, Removed) = (counts.Added, counts.Changed, counts.Removed);
    }

    public void Clear(DateTimeOffset now) => ClearedAt = now;
}

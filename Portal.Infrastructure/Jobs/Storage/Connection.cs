using Hangfire.Common;
using Hangfire.Server;
using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>What Hangfire holds while it works: no handle, only the locks and new jobs that are its own. Any thread may use it.</summary>
internal sealed partial class Connection(SQLiteStorage storage) : JobStorageConnection
{
    private readonly Lock gate = new();
    private readonly HashSet<IDisposable> locks = [];
    private readonly List<long> created = [];

    public override IWriteOnlyTransaction CreateWriteTransaction() => new Transaction(storage, this);

    public override IDisposable AcquireDistributedLock(string resource, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var held = new OwnedLock(this, storage.Locks.Acquire(this, resource, timeout));
        lock (gate)
        {
            locks.Add(held);
        }

        return held;
    }

    public override string CreateExpiredJob(Job job, IDictionary<string, string> parameters, DateTime createdAt, TimeSpan expireIn)
    {
        var staged = Stage(storage, job, parameters, createdAt, expireIn);
        lock (gate)
        {
            created.Add(staged.Id);
        }

        storage.Staged.Add(staged);
        return JobIds.Text(staged.Id);
    }

    public static StagedJob Stage(SQLiteStorage storage, Job job, IDictionary<string, string> parameters, DateTime createdAt, TimeSpan expireIn)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(parameters);
        var moment = new DateTimeOffset(createdAt.ToUniversalTime()).ToUnixTimeMilliseconds();
        return new StagedJob(storage.Ids.Next(), InvocationData.SerializeJob(job), [.. parameters!], moment, moment.After(expireIn));
    }

    public override IFetchedJob FetchNextJob(string[] queues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queues);
        return queues.Length == 0
            ? throw new ArgumentException("At least one queue must be named.", nameof(queues))
            : storage.Queue.Fetch(queues, cancellationToken);
    }

    public override void SetJobParameter(string id, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(name);
        if (Known(id) is { } job)
        {
            storage.Writer.Run(db => JobRows.SetParameter(db, job, name, value));
        }
    }

    public override string? GetJobParameter(string id, string name)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(name);
        return Known(id) is { } job ? storage.Readers.Run(db => JobRows.Parameter(db, job, name)) : null;
    }

    public override JobData? GetJobData(string jobId)
    {
        ArgumentNullException.ThrowIfNull(jobId);
        return Known(jobId) is { } job ? storage.Readers.RunTogether(db => JobRows.Find(db, job)) : null;
    }

    public override StateData? GetStateData(string jobId)
    {
        ArgumentNullException.ThrowIfNull(jobId);
        return Known(jobId) is { } job ? storage.Readers.Run(db => JobRows.State(db, job)) : null;
    }

    public override void AnnounceServer(string serverId, ServerContext context)
    {
        ArgumentNullException.ThrowIfNull(serverId);
        ArgumentNullException.ThrowIfNull(context);
        storage.Writer.Run(db => ServerRows.Announce(db, serverId, context, storage.Now));
    }

    public override void RemoveServer(string serverId)
    {
        ArgumentNullException.ThrowIfNull(serverId);
        storage.Writer.Run(db => ServerRows.Remove(db, serverId));
    }

    public override void Heartbeat(string serverId)
    {
        ArgumentNullException.ThrowIfNull(serverId);
        if (!storage.Writer.Run(db => ServerRows.Beat(db, serverId, storage.Now)))
        {
            throw new BackgroundServerGoneException();
        }
    }

    public override int RemoveTimedOutServers(TimeSpan timeOut) => timeOut <= TimeSpan.Zero
        ? throw new ArgumentException("The time-out must be positive.", nameof(timeOut))
        : storage.Writer.Run(db => ServerRows.RemoveSilent(db, storage.Now.After(-timeOut)));

    public override DateTime GetUtcDateTime() => storage.Utc;

    /// <summary>Frees the locks nobody has freed, and writes the new jobs no transaction has taken along.</summary>
    public override void Dispose()
    {
        IDisposable[] owned;
        lock (gate)
        {
            owned = [.. locks];
        }

        Array.ForEach(owned, held => held.Dispose());
        created.ForEach(storage.Staged.Flush);
        created.Clear();
        base.Dispose();
    }

    private long? Known(string jobId)
    {
        if (!JobIds.TryRead(jobId, out var id))
        {
            return null;
        }

        storage.Staged.Flush(id);
        return id;
    }

    private sealed class OwnedLock(Connection connection, IDisposable held) : IDisposable
    {
        public void Dispose()
        {
            lock (connection.gate)
            {
                connection.locks.Remove(this);
            }

            held.Dispose();
        }
    }
}

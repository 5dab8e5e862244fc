using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// Collects commands and commits them as one: new jobs first, then everything in the order it came, queues last. Workers are woken
/// and locks freed only after the commit.
/// </summary>
internal sealed partial class Transaction(SQLiteStorage storage, Connection connection) : JobStorageTransaction
{
    private readonly Dictionary<long, NewJob> created = [];
    private readonly List<Action<Database>> commands = [];
    private readonly List<(string Queue, long Job)> enqueued = [];
    private readonly List<FetchedJob> finished = [];
    private readonly List<IDisposable> locks = [];

    public override void AcquireDistributedLock(string resource, TimeSpan timeout) => locks.Add(connection.AcquireDistributedLock(resource, timeout));

    public override string CreateJob(Job job, IDictionary<string, string> parameters, DateTime createdAt, TimeSpan expireIn)
    {
        var staged = Connection.Stage(storage, job, parameters, createdAt, expireIn);
        created.Add(staged.Id, new NewJob(staged));
        return JobIds.Text(staged.Id);
    }

    public override void SetJobParameter(string jobId, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        OnJob(jobId, (db, job) => JobRows.SetParameter(db, job, name, value));
    }

    public override void ExpireJob(string jobId, TimeSpan expireIn) => SetExpiry(jobId, storage.Now.After(expireIn));

    public override void PersistJob(string jobId) => SetExpiry(jobId, null);

    public override void SetJobState(string jobId, IState state)
    {
        var row = StateRow.Of(state, storage.Now);
        if (!(Created(jobId)?.TrySetState(row) ?? false))
        {
            OnJob(jobId, (db, job) => JobRows.SetState(db, job, row));
        }
    }

    public override void AddJobState(string jobId, IState state)
    {
        var row = StateRow.Of(state, storage.Now);
        OnJob(jobId, (db, job) => JobRows.AddState(db, job, row));
    }

    public override void AddToQueue(string queue, string jobId)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (Named(jobId) is { } job)
        {
            enqueued.Add((queue, job));
        }
    }

    public override void RemoveFromQueue(IFetchedJob fetchedJob)
    {
        ArgumentNullException.ThrowIfNull(fetchedJob);
        if (fetchedJob is not FetchedJob job || job.Storage != storage)
        {
            throw new ArgumentException("The job was fetched from another storage.", nameof(fetchedJob));
        }

        finished.Add(job);
    }

    public override void Commit()
    {
        try
        {
            storage.Writer.Run(Execute);
            foreach (var job in created.Values)
            {
                storage.Staged.Written(job.Staged);
            }

            finished.ForEach(job => job.Settle());
            enqueued.ForEach(row => storage.Queue.Signal(row.Queue));
            Clear();
        }
        finally
        {
            Free();
        }
    }

    public override void Dispose()
    {
        Free();
        base.Dispose();
    }

    private void Execute(Database db)
    {
        foreach (var job in created.Values)
        {
            job.Write(db);
        }

        foreach (var command in commands)
        {
            command(db);
        }

        foreach (var (queue, job) in enqueued)
        {
            JobQueue.Add(db, queue, job);
        }

        foreach (var job in finished)
        {
            JobQueue.Remove(db, job);
        }
    }

    private void SetExpiry(string jobId, long? expireAt)
    {
        if (!(Created(jobId)?.TrySetExpiry(expireAt) ?? false))
        {
            OnJob(jobId, (db, job) => JobRows.SetExpiry(db, job, expireAt));
        }
    }

    private NewJob? Created(string jobId) => Named(jobId) is { } job ? created.GetValueOrDefault(job) : null;

    private void OnJob(string jobId, Action<Database, long> command)
    {
        if (Named(jobId) is { } job)
        {
            created.GetValueOrDefault(job)?.Settle();
            commands.Add(db => command(db, job));
        }
    }

    /// <summary>A job that has no row yet comes along with the first transaction that names it.</summary>
    private long? Named(string jobId)
    {
        ArgumentNullException.ThrowIfNull(jobId);
        if (!JobIds.TryRead(jobId, out var id))
        {
            return null;
        }

        if (storage.Staged.Find(id) is { } staged)
        {
            created.TryAdd(id, new NewJob(staged));
        }

        return id;
    }

    private void Free()
    {
        locks.ForEach(held => held.Dispose());
        locks.Clear();
    }

    private void Clear()
    {
        created.Clear();
        commands.Clear();
        enqueued.Clear();
        finished.Clear();
    }
}

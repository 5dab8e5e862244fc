using System.Collections.Frozen;
using Hangfire;
using Hangfire.Logging;
using Hangfire.Server;
using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>Hangfire's storage in one SQLite file, for any number of processes on one machine. Network file systems are not supported.</summary>
public sealed class SQLiteStorage : JobStorage, IDisposable
{
    private static readonly FrozenSet<string> Features = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        JobStorageFeatures.ExtendedApi,
        JobStorageFeatures.JobQueueProperty,
        JobStorageFeatures.ProcessesInsteadOfComponents,
        JobStorageFeatures.Connection.GetUtcDateTime,
        JobStorageFeatures.Connection.BatchedGetFirstByLowest,
        "BatchedGetFirstByLowestScoreFromSet",
        JobStorageFeatures.Connection.GetSetContains,
        JobStorageFeatures.Connection.LimitedGetSetCount,
        JobStorageFeatures.Transaction.AcquireDistributedLock,
        JobStorageFeatures.Transaction.CreateJob,
        JobStorageFeatures.Transaction.SetJobParameter,
        JobStorageFeatures.Transaction.RemoveFromQueue(typeof(FetchedJob)),
        JobStorageFeatures.Monitoring.DeletedStateGraphs,
        JobStorageFeatures.Monitoring.AwaitingJobs);

    private readonly string path;
    private readonly SQLiteStorageOptions options;

    public SQLiteStorage(string path, SQLiteStorageOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        this.path = Path.GetFullPath(path);
        this.options = options;
        Directory.CreateDirectory(Path.GetDirectoryName(this.path)!);

        var db = Database.OpenToWrite(this.path, options.Synchronous);
        Checkpoints = new Checkpoints(this.path);
        Writer = new Writer(db, options.BusyTimeout, Checkpoints);
        Writer.Run(Schema.Lay);
        Readers = new Readers(this.path);
        Ids = new JobIds(Writer);
        Staged = new StagedJobs(Writer);
        Queue = new JobQueue(this);
        Instance = new Instance(this, this.path, options);
        Locks = new LockTable(this);
        Instance.Join();
    }

    /// <summary>Every commit is seen by the next read, whoever makes it.</summary>
    public override bool LinearizableReads => true;

    internal Writer Writer { get; }

    internal Checkpoints Checkpoints { get; }

    internal Readers Readers { get; }

    internal JobIds Ids { get; }

    internal StagedJobs Staged { get; }

    internal JobQueue Queue { get; }

    internal Instance Instance { get; }

    internal LockTable Locks { get; }

    /// <summary>Unix milliseconds.</summary>
    internal long Now => options.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public override IStorageConnection GetConnection() => new Connection(this);

    public override IMonitoringApi GetMonitoringApi() => new Monitoring(this);

    public override bool HasFeature(string featureId)
    {
        ArgumentNullException.ThrowIfNull(featureId);
        return Features.Contains(featureId) || base.HasFeature(featureId);
    }

    public override IEnumerable<IBackgroundProcess> GetServerRequiredProcesses() => [];

    public override IEnumerable<IBackgroundProcess> GetStorageWideProcesses() => [new ExpirySweep(this, options)];

    public override void WriteOptionsToLog(ILog logger)
    {
        logger.InfoFormat("Using the SQLite job storage {0}:", path);
        logger.InfoFormat("    Synchronous: {0}. Poll interval: {1}. Instance timeout: {2}.", options.Synchronous, options.PollInterval, options.InstanceTimeout);
    }

    public override string ToString() => $"SQLite: {path}";

    /// <summary>Gives back the reservations and locks of this process and closes the file.</summary>
    public void Dispose()
    {
        Instance.Dispose();
        Writer.Dispose();
        Checkpoints.Dispose();
        Readers.Dispose();
    }

    internal DateTime Utc => options.Clock.GetUtcNow().UtcDateTime;
}

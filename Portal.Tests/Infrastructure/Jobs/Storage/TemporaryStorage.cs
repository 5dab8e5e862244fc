using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Extensions.Time.Testing;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

/// <summary>A job storage on a file of its own, with a clock that stands still. <see cref="Another"/> opens the same file once more.</summary>
public sealed class TemporaryStorage : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("portal-jobs-").FullName;
    private readonly List<SQLiteStorage> opened = [];

    public TemporaryStorage()
        : this(Noon)
    {
    }

    public TemporaryStorage(DateTimeOffset now)
    {
        Clock = new FakeTimeProvider(now);
        Storage = Another();
    }

    public FakeTimeProvider Clock { get; }

    public SQLiteStorage Storage { get; }

    public string File => Path.Combine(folder, "jobs.db");

    /// <summary>One file for each storage that has the database open.</summary>
    public int LivingFiles => Directory.GetFiles(folder, "*.live").Length;

    public SQLiteStorage Another(TimeProvider? clock = null)
    {
        var storage = new SQLiteStorage(File, new SQLiteStorageOptions { Clock = clock ?? Clock, PollInterval = TimeSpan.FromMilliseconds(50) });
        opened.Add(storage);
        return storage;
    }

    public JobStorageConnection Connect() => (JobStorageConnection)Storage.GetConnection();

    public JobStorageMonitor Monitor() => (JobStorageMonitor)Storage.GetMonitoringApi();

    /// <summary>One transaction on a connection of its own.</summary>
    public void Commit(Action<JobStorageTransaction> fill)
    {
        using var connection = Storage.GetConnection();
        using var transaction = (JobStorageTransaction)connection.CreateWriteTransaction();
        fill(transaction);
        transaction.Commit();
    }

    public T Read<T>(Func<JobStorageConnection, T> read)
    {
        using var connection = Connect();
        return read(connection);
    }

    /// <summary>A new job without a state, for a call that does nothing.</summary>
    public string Create(params (string Name, string Value)[] parameters) => Read(connection => connection.CreateExpiredJob(
        Some.Job, parameters.ToDictionary(one => one.Name, one => one.Value), Clock.GetUtcNow().UtcDateTime, TimeSpan.FromHours(1)));

    public string Enqueue(string queue = "default", string? tenant = null)
    {
        var id = tenant is null ? Create() : Create(("TenantId", $"\"{tenant}\""));
        Commit(transaction =>
        {
            transaction.SetJobState(id, new EnqueuedState(queue));
            transaction.AddToQueue(queue, id);
            transaction.PersistJob(id);
        });
        return id;
    }

    public IFetchedJob Fetch(params string[] queues)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        return Read(connection => connection.FetchNextJob(queues.Length == 0 ? ["default"] : queues, deadline.Token));
    }

    public void Dispose()
    {
        opened.ForEach(storage => storage.Dispose());
        Directory.Delete(folder, recursive: true);
    }

    public static class Some
    {
        public static Job Job => Job.FromExpression(() => Nothing("words"));

        public static void Nothing(string words) => _ = words;
    }
}

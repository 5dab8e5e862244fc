using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.Logging;
using Hangfire.Server;
using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs;

/// <summary>
/// Arms recurring jobs again that Hangfire disabled because the storage failed: after five minutes of a full disk or a server that is
/// away it gives each of them up for good (https://github.com/HangfireIO/Hangfire/issues/2582). A process of the worker itself and no
/// job, because the jobs that could look after it are disabled with the others.
/// </summary>
internal sealed class DisabledJobs(JobStorage storage) : IBackgroundProcess
{
    private const string Jobs = "recurring-jobs";
    private const double Disabled = -1;
    private const int AtOnce = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What the storage throws, on SQLite and on PostgreSQL; a job that cannot be loaded or timed is disabled rightly.</summary>
    private static readonly string[] OfStorage =
    [
        "Microsoft.Data.Sqlite.SqliteException", "Npgsql.", "Hangfire.BackgroundJobClientException", "Hangfire.Storage.DistributedLockTimeoutException",
        "Hangfire.PostgreSql.PostgreSqlDistributedLockException", "System.IO.IOException", "System.TimeoutException", "System.Net.Sockets.SocketException",
    ];

    private readonly ILog log = LogProvider.For<DisabledJobs>();

    public void Execute(BackgroundProcessContext context)
    {
        if (Arm() is > 0 and var armed)
        {
            log.WarnFormat("{0} recurring jobs were disabled because the job storage had failed; they run again.", armed);
        }

        context.Wait(Interval);
    }

    /// <summary>How many were armed. They are due at once, and then by their timetable.</summary>
    public int Arm()
    {
        var now = Servers.Now(storage).UtcDateTime;
        using var connection = storage.GetConnection();
        return connection is JobStorageConnection rows
            ? rows.GetFirstByLowestScoreFromSet(Jobs, Disabled, Disabled, AtOnce).Count(job => Arm(rows, job, now))
            : 0;
    }

    private static bool Arm(JobStorageConnection connection, string job, DateTime now)
    {
        // The schedulers and the dashboard change a job under this lock.
        using var alone = connection.AcquireDistributedLock($"lock:recurring-job:{job}", Patience);
        var key = $"recurring-job:{job}";
        if (connection.GetAllEntriesFromHash(key) is not { } entries
            || !entries.TryGetValue("Error", out var error)
            || !Array.Exists(OfStorage, name => error?.Contains(name, StringComparison.Ordinal) == true))
        {
            return false;
        }

        using var transaction = connection.CreateWriteTransaction();
        transaction.SetRangeInHash(key, new Dictionary<string, string>
        {
            ["Error"] = "",
            ["RetryAttempt"] = 0.ToString(CultureInfo.InvariantCulture),
            ["NextExecution"] = JobHelper.SerializeDateTime(now),
        });
        transaction.AddToSet(Jobs, job, JobHelper.ToTimestamp(now));
        transaction.Commit();
        return true;
    }
}

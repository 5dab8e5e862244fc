using System.Globalization;
using Hangfire.States;
using Hangfire.Storage.Monitoring;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>The numbers of the dashboard, which asks for them every two seconds a tab.</summary>
internal sealed partial class Monitoring
{
    private const int Days = 7;
    private const int Hours = 24;

    public override StatisticsDto GetStatistics() => storage.Readers.RunTogether(db => new StatisticsDto
    {
        Servers = db.Sql("SELECT count(*) FROM Server").Number()!.Value,
        Queues = QueueNames(db).Count,
        Enqueued = InState(db, EnqueuedState.StateName),
        Scheduled = InState(db, ScheduledState.StateName),
        Processing = InState(db, ProcessingState.StateName),
        Failed = InState(db, FailedState.StateName),
        Awaiting = InState(db, AwaitingState.StateName),
        Succeeded = Counter(db, "stats:succeeded"),
        Deleted = Counter(db, "stats:deleted"),
        Recurring = InSet(db, "recurring-jobs"),
        Retries = InSet(db, "retries"),
    });

    public override long ScheduledCount() => InState(ScheduledState.StateName);

    public override long FailedCount() => InState(FailedState.StateName);

    public override long ProcessingCount() => InState(ProcessingState.StateName);

    public override long SucceededListCount() => InState(SucceededState.StateName);

    public override long DeletedListCount() => InState(DeletedState.StateName);

    public override long AwaitingCount() => InState(AwaitingState.StateName);

    public override long EnqueuedCount(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return storage.Readers.Run(db => Ready(db, queue));
    }

    public override long FetchedCount(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return storage.Readers.Run(db => Fetched(db, queue));
    }

    public override IDictionary<DateTime, long> SucceededByDatesCount() => Daily("succeeded");

    public override IDictionary<DateTime, long> FailedByDatesCount() => Daily("failed");

    public override IDictionary<DateTime, long> DeletedByDatesCount() => Daily("deleted");

    public override IDictionary<DateTime, long> HourlySucceededJobs() => Hourly("succeeded");

    public override IDictionary<DateTime, long> HourlyFailedJobs() => Hourly("failed");

    public override IDictionary<DateTime, long> HourlyDeletedJobs() => Hourly("deleted");

    /// <summary>Jumps from name to name in the index: a scan would read every job that waits.</summary>
    private static List<string> QueueNames(Database db) => db.Sql(
        """
        WITH RECURSIVE Name (Queue) AS (
            SELECT min(Queue) FROM JobQueue WHERE Owner IS NULL
            UNION ALL
            SELECT (SELECT min(q.Queue) FROM JobQueue q WHERE q.Owner IS NULL AND q.Queue > Name.Queue) FROM Name WHERE Name.Queue IS NOT NULL)
        SELECT Queue FROM Name WHERE Queue IS NOT NULL UNION SELECT Queue FROM JobQueue WHERE Owner IS NOT NULL ORDER BY Queue
        """).Texts();

    private long InState(string state) => storage.Readers.Run(db => InState(db, state));

    private static long InState(Database db, string state) => db.Sql("SELECT count(*) FROM Job WHERE StateName = ?").With(state).Number()!.Value;

    private static long InSet(Database db, string key) => db.Sql("""SELECT count(*) FROM "Set" WHERE Key = ?""").With(key).Number()!.Value;

    private static long Ready(Database db, string queue) =>
        db.Sql("SELECT count(*) FROM JobQueue WHERE Queue = ? AND Owner IS NULL").With(queue).Number()!.Value;

    private static long Fetched(Database db, string queue) =>
        db.Sql("SELECT count(*) FROM JobQueue WHERE Queue = ? AND Owner IS NOT NULL").With(queue).Number()!.Value;

    private static long Counter(Database db, string key) => db.Sql("SELECT Value FROM Counter WHERE Key = ?").With(key).Number() ?? 0;

    private Dictionary<DateTime, long> Daily(string outcome)
    {
        var today = storage.Utc.Date;
        return Series(outcome, "yyyy-MM-dd", Enumerable.Range(0, Days).Select(ago => today.AddDays(-ago)));
    }

    private Dictionary<DateTime, long> Hourly(string outcome)
    {
        var now = storage.Utc;
        return Series(outcome, "yyyy-MM-dd-HH", Enumerable.Range(0, Hours).Select(ago => now.AddHours(-ago)));
    }

    private Dictionary<DateTime, long> Series(string outcome, string format, IEnumerable<DateTime> moments) => storage.Readers.RunTogether(db =>
        moments.ToDictionary(
            moment => moment,
            moment => Counter(db, $"stats:{outcome}:{moment.ToString(format, CultureInfo.InvariantCulture)}")));
}

using Hangfire.States;
using Hangfire.Storage;
using Hangfire.Storage.Monitoring;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>What the dashboard shows, each answer from one moment. Lists of waiting jobs begin with the oldest, those of finished ones with the newest.</summary>
internal sealed partial class Monitoring(SQLiteStorage storage) : JobStorageMonitor
{
    private const int FirstJobs = 5;

    public override IList<QueueWithTopEnqueuedJobsDto> Queues() => storage.Readers.RunTogether(db =>
        QueueNames(db).ConvertAll(queue => new QueueWithTopEnqueuedJobsDto
        {
            Name = queue,
            Length = Ready(db, queue),
            Fetched = Fetched(db, queue),
            FirstJobs = List(JobView.Enqueued(db, queue, 0, FirstJobs), Enqueued),
        }));

    public override IList<ServerDto> Servers() => storage.Readers.Run(db =>
    {
        var servers = new List<ServerDto>();
        using var rows = db.Sql("SELECT Id, Workers, Queues, StartedAt, Heartbeat FROM Server ORDER BY Id");
        while (rows.Read())
        {
            servers.Add(new ServerDto
            {
                Name = rows.TextAt(0),
                WorkersCount = (int)rows.NumberAt(1)!.Value,
                Queues = rows.TextAt(2)!.Split(',', StringSplitOptions.RemoveEmptyEntries),
                StartedAt = Moments.Utc(rows.NumberAt(3)!.Value),
                Heartbeat = Moments.Utc(rows.NumberAt(4)),
            });
        }

        return servers;
    });

    public override JobDetailsDto? JobDetails(string jobId)
    {
        ArgumentNullException.ThrowIfNull(jobId);
        if (!JobIds.TryRead(jobId, out var id))
        {
            return null;
        }

        storage.Staged.Flush(id);
        return storage.Readers.RunTogether(db => Details(db, id));
    }

    public override JobList<EnqueuedJobDto> EnqueuedJobs(string queue, int from, int perPage)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return List(storage.Readers.Run(db => JobView.Enqueued(db, queue, from, perPage)), Enqueued);
    }

    public override JobList<FetchedJobDto> FetchedJobs(string queue, int from, int perPage)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return List(storage.Readers.Run(db => JobView.Fetched(db, queue, from, perPage)), Fetched);
    }

    public override JobList<ProcessingJobDto> ProcessingJobs(int from, int count) => OldestFirst(ProcessingState.StateName, from, count, Processing);

    public override JobList<ScheduledJobDto> ScheduledJobs(int from, int count) => OldestFirst(ScheduledState.StateName, from, count, Scheduled);

    public override JobList<AwaitingJobDto> AwaitingJobs(int from, int count) => storage.Readers.RunTogether(db =>
        List(JobView.InState(db, AwaitingState.StateName, from, count), view => Awaiting(view, ParentState(db, view))));

    public override JobList<SucceededJobDto> SucceededJobs(int from, int count) => NewestFirst(SucceededState.StateName, from, count, Succeeded);

    public override JobList<FailedJobDto> FailedJobs(int from, int count) => NewestFirst(FailedState.StateName, from, count, Failed);

    public override JobList<DeletedJobDto> DeletedJobs(int from, int count) => NewestFirst(DeletedState.StateName, from, count, Deleted);

    private JobList<T> OldestFirst<T>(string state, int from, int count, Func<JobView, T> show) =>
        List(storage.Readers.Run(db => JobView.InState(db, state, from, count)), show);

    private JobList<T> NewestFirst<T>(string state, int from, int count, Func<JobView, T> show) =>
        List(storage.Readers.Run(db => JobView.InStateNewestFirst(db, state, from, count)), show);

    private static JobList<T> List<T>(List<JobView> views, Func<JobView, T> show) =>
        new(views.Select(view => KeyValuePair.Create(JobIds.Text(view.Id), view.Call is null ? default! : show(view))));

    private static string? ParentState(Database db, JobView view)
    {
        if (view["ParentId"] is not { } text || !JobIds.TryRead(text, out var parent))
        {
            return null;
        }

        using var row = db.Sql("SELECT StateName FROM Job WHERE Id = ?").With(parent);
        return row.Read() ? row.TextAt(0) : null;
    }

    private static JobDetailsDto? Details(Database db, long id)
    {
        using var row = db.Sql($"SELECT {JobRows.CallColumns}, j.CreatedAt, j.ExpireAt FROM Job j WHERE j.Id = ?").With(id);
        if (!row.Read())
        {
            return null;
        }

        var call = JobRows.Call(row, 0);
        var job = JobRows.Load(call, out var error);
        return new JobDetailsDto
        {
            Job = job,
            LoadException = error,
            InvocationData = call,
            CreatedAt = Moments.Utc(row.NumberAt(5)),
            ExpireAt = Moments.Utc(row.NumberAt(6)),
            Properties = JobRows.Parameters(db, id),
            History = History(db, id),
        };
    }

    /// <summary>Newest first.</summary>
    private static List<StateHistoryDto> History(Database db, long id)
    {
        var history = new List<StateHistoryDto>();
        using var rows = db.Sql("SELECT Name, Reason, CreatedAt, Data FROM State WHERE JobId = ? ORDER BY Id DESC").With(id);
        while (rows.Read())
        {
            history.Add(new StateHistoryDto
            {
                StateName = rows.TextAt(0),
                Reason = rows.TextAt(1),
                CreatedAt = Moments.Utc(rows.NumberAt(2)!.Value),
                Data = JobRows.Data(rows.TextAt(3)),
            });
        }

        return history;
    }
}

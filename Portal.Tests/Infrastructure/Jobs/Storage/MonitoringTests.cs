using System.Globalization;
using Hangfire.States;
using Hangfire.Storage;
using Hangfire.Storage.Monitoring;
using Microsoft.Data.Sqlite;
using static Portal.Tests.Infrastructure.Jobs.Storage.TemporaryStorage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

public sealed class MonitoringTests : IDisposable
{
    private readonly TemporaryStorage temporary = new();

    private JobStorageMonitor Monitor => temporary.Monitor();

    [Fact]
    public void Queues_show_their_length_and_their_oldest_jobs()
    {
        var ids = Enumerable.Range(0, 7).Select(_ => temporary.Enqueue()).ToList();
        temporary.Enqueue("critical");
        temporary.Fetch();

        var queues = Monitor.Queues();

        Assert.Equal(["critical", "default"], queues.Select(queue => queue.Name));
        Assert.Equal((6, 1), (queues[1].Length, queues[1].Fetched));
        Assert.Equal(ids[1..6], queues[1].FirstJobs.Select(job => job.Key));
        Assert.All(queues[1].FirstJobs, job => Assert.True(job.Value.InEnqueuedState));
        Assert.Equal(ids[0], Assert.Single(Monitor.FetchedJobs("default", 0, 10)).Key);
        Assert.Equal(ids[3..5], Monitor.EnqueuedJobs("default", 2, 2).Select(job => job.Key));
    }

    [Fact]
    public void What_waits_is_listed_oldest_first_and_what_is_done_newest_first()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => temporary.Create()).ToList();
        string[] upwards = [.. ids];
        string[] downwards = [.. ids.AsEnumerable().Reverse()];

        Assert.Equal(upwards, InState(new ScheduledState(Noon.AddDays(1).UtcDateTime), () => Monitor.ScheduledJobs(0, 10)));
        Assert.Equal(upwards, InState(new AwaitingState(ids[0]), () => Monitor.AwaitingJobs(0, 10)));
        Assert.Equal(downwards, InState(new FailedState(new InvalidOperationException("no")), () => Monitor.FailedJobs(0, 10)));
        Assert.Equal(downwards, InState(new DeletedState(), () => Monitor.DeletedJobs(0, 10)));
        Assert.Equal(downwards[1..2], InState(new DeletedState(), () => Monitor.DeletedJobs(1, 1)));

        IEnumerable<string> InState<T>(IState state, Func<JobList<T>> list)
        {
            temporary.Commit(transaction => ids.ForEach(id => transaction.SetJobState(id, state)));
            return list().Select(job => job.Key);
        }
    }

    [Fact]
    public void A_listed_job_tells_what_its_state_knows()
    {
        var parent = temporary.Enqueue();
        var (scheduled, awaiting, failed) = (temporary.Create(), temporary.Create(), temporary.Create());
        temporary.Commit(transaction =>
        {
            transaction.SetJobState(scheduled, new ScheduledState(Noon.AddDays(1).UtcDateTime));
            transaction.SetJobState(awaiting, new AwaitingState(parent));
            transaction.SetJobState(failed, new FailedState(new InvalidOperationException("no")) { Reason = "because" });
        });

        Assert.Equal(Noon.AddDays(1).UtcDateTime, Monitor.ScheduledJobs(0, 1)[0].Value.EnqueueAt);
        Assert.Equal(EnqueuedState.StateName, Monitor.AwaitingJobs(0, 1)[0].Value.ParentStateName);
        var failure = Monitor.FailedJobs(0, 1)[0].Value;
        Assert.Equal(("because", "no", Noon.UtcDateTime), (failure.Reason, failure.ExceptionMessage, failure.FailedAt));
        Assert.Equal(nameof(Some.Nothing), failure.Job.Method.Name);
    }

    [Fact]
    public void A_job_whose_type_is_unknown_is_still_shown()
    {
        var id = temporary.Enqueue();
        using (var db = new SqliteConnection($"Data Source={temporary.File};Pooling=False"))
        {
            db.Open();
            using var rename = db.CreateCommand();
            rename.CommandText = "UPDATE Job SET Type = 'Gone.Type, Gone'";
            rename.ExecuteNonQuery();
        }

        var job = Assert.Single(Monitor.EnqueuedJobs("default", 0, 1)).Value;

        Assert.Null(job.Job);
        Assert.NotNull(job.LoadException);
        Assert.Equal("Gone.Type, Gone", job.InvocationData.Type);
        Assert.NotNull(Monitor.JobDetails(id).LoadException);
        Assert.NotNull(temporary.Read(connection => connection.GetJobData(id)).LoadException);
    }

    [Fact]
    public void Statistics_count_states_counters_sets_queues_and_servers()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => temporary.Create()).ToList();
        temporary.Enqueue();
        temporary.Commit(transaction =>
        {
            transaction.SetJobState(ids[0], new ScheduledState(Noon.UtcDateTime));
            transaction.SetJobState(ids[1], new FailedState(new InvalidOperationException("no")));
            transaction.SetJobState(ids[2], new AwaitingState(ids[0]));
            transaction.IncrementCounter("stats:succeeded");
            transaction.IncrementCounter("stats:deleted");
            transaction.AddRangeToSet("recurring-jobs", ["a", "b"]);
            transaction.AddToSet("retries", ids[0]);
        });

        var statistics = Monitor.GetStatistics();

        Assert.Equal((1, 1, 0, 1), (statistics.Enqueued, statistics.Scheduled, statistics.Processing, statistics.Failed));
        Assert.Equal((1, 1, 2, 1), (statistics.Succeeded, statistics.Deleted, statistics.Recurring, statistics.Queues));
        Assert.Equal((1, 1, 0), (statistics.Awaiting, statistics.Retries, statistics.Servers));
        Assert.Equal((1, 1, 1), (Monitor.FailedCount(), Monitor.ScheduledCount(), Monitor.AwaitingCount()));
    }

    [Fact]
    public void Series_are_seven_days_and_twenty_four_hours_and_without_holes()
    {
        temporary.Commit(transaction =>
        {
            transaction.IncrementCounter("stats:succeeded:2026-11-22");
            transaction.IncrementCounter("stats:failed:2026-11-23-11");
            transaction.IncrementCounter("stats:deleted:2026-11-23");
        });

        Assert.Equal([0, 1, 0, 0, 0, 0, 0], Monitor.SucceededByDatesCount().Values);
        Assert.Equal("2026-11-17", Monitor.SucceededByDatesCount().Keys.Min().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal((24, 1), (Monitor.HourlyFailedJobs().Count, Monitor.HourlyFailedJobs().Values.ElementAt(1)));
        Assert.Equal(1, Monitor.DeletedByDatesCount().Values.First());
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        Assert.Equal("jobId", Assert.Throws<ArgumentNullException>(() => Monitor.JobDetails(null!)).ParamName);
        Assert.Equal("queue", Assert.Throws<ArgumentNullException>(() => Monitor.EnqueuedJobs(null!, 0, 1)).ParamName);
        Assert.Equal("queue", Assert.Throws<ArgumentNullException>(() => Monitor.FetchedJobs(null!, 0, 1)).ParamName);
        Assert.Equal("queue", Assert.Throws<ArgumentNullException>(() => Monitor.EnqueuedCount(null!)).ParamName);
    }

    public void Dispose() => temporary.Dispose();
}

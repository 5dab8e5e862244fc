using Hangfire;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Jobs;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Jobs.Storage;

namespace Portal.Tests.Infrastructure.Jobs;

public sealed class DisabledJobsTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private JobStorage Storage => app.Services.GetRequiredService<JobStorage>();

    [Fact]
    public void A_job_that_Hangfire_gave_up_because_the_storage_failed_runs_again()
    {
        using var temporary = new TemporaryStorage();
        var (disk, manager) = (new FullDisk(), new RecurringJobManager(temporary.Storage));
        manager.AddOrUpdate("nightly", TemporaryStorage.Some.Job, "* * * * *");
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions { WorkerCount = 1, SchedulePollingInterval = TimeSpan.FromMilliseconds(20), FilterProvider = new JobFilterCollection { disk } },
            temporary.Storage);

        Assert.True(SpinWait.SpinUntil(() => Advance(temporary) && Score(temporary.Storage, "nightly") < 0, Deadline), "Hangfire did not disable the job.");
        disk.IsFull = false;
        Assert.Equal(0, temporary.Monitor().GetStatistics().Succeeded);

        Assert.Equal(1, new DisabledJobs(temporary.Storage).Arm());

        Assert.True(SpinWait.SpinUntil(() => Advance(temporary) && temporary.Monitor().GetStatistics().Succeeded > 1, Deadline), "It was not run again by its timetable.");
        Assert.Equal(0, new DisabledJobs(temporary.Storage).Arm());
        Assert.Null(Assert.Single(temporary.Read(connection => connection.GetRecurringJobs())).Error);
    }

    [Theory]
    [InlineData("Npgsql.NpgsqlException (0x80004005): Failed to connect to 127.0.0.1:5432", true)]
    [InlineData("Hangfire.BackgroundJobClientException: Background job creation failed. ---> Microsoft.Data.Sqlite.SqliteException (0x80004005): SQLite Error 13: 'database or disk is full'.", true)]
    [InlineData("Hangfire.Common.JobLoadException: Could not load the job.", false)]
    public void Only_what_the_storage_did_is_undone(string error, bool isArmed)
    {
        var job = $"job-{Guid.NewGuid():N}";
        new RecurringJobManager(Storage).AddOrUpdate(job, TemporaryStorage.Some.Job, "0 0 1 1 *");
        using (var connection = Storage.GetConnection())
        using (var transaction = connection.CreateWriteTransaction())
        {
            transaction.SetRangeInHash($"recurring-job:{job}", new Dictionary<string, string> { ["Error"] = error, ["NextExecution"] = "", ["RetryAttempt"] = "5" });
            transaction.AddToSet("recurring-jobs", job, -1);
            transaction.Commit();
        }

        Assert.Equal(isArmed ? 1 : 0, new DisabledJobs(Storage).Arm());

        Assert.Equal(isArmed, Score(Storage, job) > 0);
        using var read = Storage.GetConnection();
        Assert.Equal(isArmed, read.GetRecurringJobs([job])[0].Error is null);
        new RecurringJobManager(Storage).RemoveIfExists(job);
    }

    private static bool Advance(TemporaryStorage temporary)
    {
        temporary.Clock.Advance(TimeSpan.FromSeconds(10));
        return true;
    }

    /// <summary>Negative where the job is disabled.</summary>
    private static double Score(JobStorage storage, string job)
    {
        using var connection = (JobStorageConnection)storage.GetConnection();
        return connection.GetFirstByLowestScoreFromSet("recurring-jobs", -1, -1, 100).Contains(job) ? -1 : 1;
    }

    /// <summary>Fails as the storage does when a job is to be written.</summary>
    private sealed class FullDisk : IClientFilter
    {
        public volatile bool IsFull = true;

        public void OnCreating(CreatingContext context)
        {
            if (IsFull)
            {
                throw new SqliteException("SQLite Error 13: 'database or disk is full'.", 13);
            }
        }

        public void OnCreated(CreatedContext context)
        {
        }
    }
}

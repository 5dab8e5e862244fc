using System.Collections.Concurrent;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using static Portal.Tests.Infrastructure.Jobs.Storage.TemporaryStorage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

/// <summary>Hangfire itself on the storage. Its clients go by the machine's clock, so the storage's begins there; what is due later is due when it is set on.</summary>
public sealed class EndToEndTests : IDisposable
{
    private static readonly ConcurrentDictionary<string, int> Runs = new();

    private readonly TemporaryStorage temporary = new(TimeProvider.System.GetUtcNow());
    private readonly string key = Guid.NewGuid().ToString();
    private readonly BackgroundJobServer server;
    private readonly BackgroundJobClient client;

    public EndToEndTests()
    {
        client = new BackgroundJobClient(temporary.Storage);
        server = new BackgroundJobServer(
            new BackgroundJobServerOptions { WorkerCount = 4, Queues = ["critical", "default"], SchedulePollingInterval = TimeSpan.FromMilliseconds(50) },
            temporary.Storage);
    }

    [Fact]
    public void An_enqueued_job_runs_once_and_succeeds()
    {
        var id = client.Enqueue(() => Work.Run(key));

        Ends(id, SucceededState.StateName);

        Assert.Equal(1, Runs[key]);
        var details = temporary.Monitor().JobDetails(id);
        Assert.Equal([SucceededState.StateName, ProcessingState.StateName, EnqueuedState.StateName], details.History.Select(state => state.StateName));
        Assert.NotNull(details.ExpireAt);
        Assert.Equal((0, 1), (temporary.Monitor().FetchedCount("default"), temporary.Monitor().GetStatistics().Succeeded));
    }

    [Fact]
    public void A_job_goes_to_the_queue_it_was_given()
    {
        var id = client.Enqueue("critical", () => Work.Run(key));

        Ends(id, SucceededState.StateName);

        Assert.Equal("critical", temporary.Monitor().JobDetails(id).Job.Queue);
    }

    [Fact]
    public void A_failed_job_is_tried_again_when_its_time_has_come()
    {
        var id = client.Enqueue(() => Work.FailOnce(key));
        Ends(id, ScheduledState.StateName);
        Assert.Equal((1, 1), (Runs[key], temporary.Monitor().GetStatistics().Retries));

        temporary.Clock.Advance(TimeSpan.FromHours(2));

        Ends(id, SucceededState.StateName);
        Assert.Equal((2, 0), (Runs[key], temporary.Monitor().GetStatistics().Retries));
    }

    [Fact]
    public void A_job_that_keeps_failing_ends_as_failed()
    {
        var id = client.Enqueue(() => Work.Fail());

        Ends(id, FailedState.StateName);

        Assert.Equal("never", Assert.Single(temporary.Monitor().FailedJobs(0, 10)).Value.ExceptionMessage);
    }

    [Fact]
    public void A_continuation_runs_after_its_parent()
    {
        var parent = client.Schedule(() => Work.Run(key), TimeSpan.FromHours(1));
        var child = client.ContinueJobWith(parent, () => Work.Run(key + "-child"));
        Assert.Equal(AwaitingState.StateName, temporary.Read(connection => connection.GetStateData(child)).Name);

        temporary.Clock.Advance(TimeSpan.FromHours(2));

        Ends(child, SucceededState.StateName);
        Assert.Equal((1, 1), (Runs[key], Runs[key + "-child"]));
    }

    [Fact]
    public void A_delayed_job_keeps_to_the_queue_it_was_given()
    {
        var id = client.Schedule("critical", () => Work.Run(key), TimeSpan.FromHours(1));
        Assert.Equal([$"critical:{id}"], temporary.Read(connection => connection.GetAllItemsFromSet("schedule")));

        temporary.Clock.Advance(TimeSpan.FromHours(2));

        Ends(id, SucceededState.StateName);
        Assert.Equal(("critical", 1), (temporary.Monitor().JobDetails(id).Job.Queue, Runs[key]));
    }

    [Fact]
    public void A_recurring_job_runs_when_it_is_due()
    {
        var recurring = new RecurringJobManager(temporary.Storage);
        recurring.AddOrUpdate(key, Job.FromExpression(() => Work.Run(key)), Cron.Hourly());

        temporary.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.True(SpinWait.SpinUntil(() => Runs.ContainsKey(key), Deadline));
        Assert.Equal(1, temporary.Monitor().GetStatistics().Recurring);
        recurring.RemoveIfExists(key);
        Assert.Equal(0, temporary.Monitor().GetStatistics().Recurring);
    }

    [Fact]
    public void A_deleted_job_does_not_run()
    {
        var id = client.Schedule(() => Work.Run(key), TimeSpan.FromHours(1));

        Assert.True(client.Delete(id));
        temporary.Clock.Advance(TimeSpan.FromHours(2));

        // The scheduler has passed once this later job has run.
        Ends(client.Schedule(() => Work.Run(key + "-later"), TimeSpan.FromMinutes(1)), SucceededState.StateName);
        Assert.False(Runs.ContainsKey(key));
        Assert.Equal(DeletedState.StateName, temporary.Read(connection => connection.GetStateData(id)).Name);
    }

    [Fact]
    public void A_server_announces_itself_and_leaves()
    {
        Assert.True(SpinWait.SpinUntil(() => temporary.Monitor().Servers().Count == 1, Deadline));
        Assert.Equal(["critical", "default"], temporary.Monitor().Servers()[0].Queues);

        server.Dispose();

        Assert.Empty(temporary.Monitor().Servers());
    }

    public void Dispose()
    {
        server.Dispose();
        temporary.Dispose();
    }

    private void Ends(string id, string state) => Assert.True(
        SpinWait.SpinUntil(() => temporary.Read(connection => connection.GetStateData(id)).Name == state, Deadline),
        $"The job has not become {state}.");

    public static class Work
    {
        public static void Run(string key) => Runs.AddOrUpdate(key, 1, (_, runs) => runs + 1);

        [AutomaticRetry(Attempts = 3, DelaysInSeconds = [3600])]
        public static void FailOnce(string key)
        {
            Run(key);
            if (Runs[key] == 1)
            {
                throw new InvalidOperationException("not yet");
            }
        }

        [AutomaticRetry(Attempts = 0)]
        public static void Fail() => throw new InvalidOperationException("never");
    }
}

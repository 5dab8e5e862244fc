using Hangfire;
using Hangfire.States;
using Hangfire.Storage;
using Portal.Infrastructure.Jobs.Storage;
using static Portal.Tests.Infrastructure.Jobs.Storage.TemporaryStorage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

public sealed class TwoProcessTests : IDisposable
{
    // Leases are compared across processes, so both go by the machine's clock.
    private readonly TemporaryStorage temporary = new(TimeProvider.System.GetUtcNow());

    private SQLiteStorage Storage => temporary.Storage;

    [Fact]
    public void A_process_killed_while_it_enqueues_leaves_every_job_whole()
    {
        string[] printed;
        using (var child = new ChildProcess("enqueue", temporary.File))
        {
            printed = [.. Enumerable.Range(0, 300).Select(_ => child.Line()), .. child.Kill()];
        }

        // The last line may have been cut in the middle.
        var promised = printed[..^1];
        Assert.All(promised, id => Assert.Equal(EnqueuedState.StateName, temporary.Read(connection => connection.GetStateData(id)).Name));
        var enqueued = temporary.Monitor().EnqueuedCount("default");
        Assert.True(enqueued >= promised.Length);
        Assert.Equal(enqueued, temporary.Monitor().GetStatistics().Enqueued);
    }

    [Fact]
    public void A_killed_process_frees_its_job_and_its_lock_at_once_and_not_before()
    {
        var id = temporary.Enqueue();
        using var child = new ChildProcess("hold", temporary.File);
        Assert.Equal(id, child.Line());
        using var connection = temporary.Connect();
        Assert.Throws<DistributedLockTimeoutException>(() => connection.AcquireDistributedLock("resource", TimeSpan.FromMilliseconds(200)));
        Assert.Equal((0, 1), (temporary.Monitor().EnqueuedCount("default"), temporary.Monitor().FetchedCount("default")));

        child.Kill();

        Assert.Equal(id, temporary.Fetch().JobId);
        connection.AcquireDistributedLock("resource", Deadline).Dispose();
        Assert.Equal(1, temporary.LivingFiles);
    }

    [Fact]
    public void Two_processes_share_the_work_and_run_each_job_once()
    {
        using var child = new ChildProcess("serve", temporary.File);
        Assert.Equal("serving", child.Line());
        var client = new BackgroundJobClient(Storage);
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 2 }, Storage);

        var ids = Enumerable.Range(0, 300).Select(_ => client.Enqueue(() => Some.Nothing(""))).ToList();

        Assert.True(SpinWait.SpinUntil(() => temporary.Monitor().GetStatistics().Succeeded >= ids.Count, Deadline));
        Assert.All(ids, id => Assert.Single(temporary.Monitor().JobDetails(id).History, state => state.StateName == ProcessingState.StateName));
        Assert.Equal(ids.Count, temporary.Monitor().GetStatistics().Succeeded);
    }

    [Fact]
    public void A_process_killed_while_it_works_loses_no_job()
    {
        var client = new BackgroundJobClient(Storage);
        var ids = Enumerable.Range(0, 500).Select(_ => client.Enqueue(() => Some.Nothing(""))).ToList();
        using (var child = new ChildProcess("serve", temporary.File))
        {
            Assert.True(SpinWait.SpinUntil(() => temporary.Monitor().GetStatistics().Succeeded >= 20, Deadline));
            child.Kill();
        }

        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 2 }, Storage);

        Assert.True(SpinWait.SpinUntil(() => temporary.Monitor().SucceededListCount() == ids.Count, Deadline));
        Assert.Equal((0, 0), (temporary.Monitor().EnqueuedCount("default"), temporary.Monitor().FetchedCount("default")));
    }

    public void Dispose() => temporary.Dispose();
}

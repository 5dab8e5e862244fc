using Hangfire.States;
using static Portal.Tests.Infrastructure.Jobs.Storage.TemporaryStorage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

public sealed class QueueTests : IDisposable
{
    private readonly TemporaryStorage temporary = new();

    [Fact]
    public void The_oldest_job_of_the_queue_named_first_comes_first()
    {
        var first = temporary.Enqueue();
        temporary.Enqueue();
        var critical = temporary.Enqueue("critical");

        Assert.Equal(critical, temporary.Fetch("critical", "default").JobId);
        Assert.Equal(first, temporary.Fetch("critical", "default").JobId);
    }

    [Fact]
    public void Tenants_take_turns()
    {
        string[] tenants = ["a", "a", "a", "b", "b", "c"];
        Array.ForEach(tenants, tenant => temporary.Enqueue(tenant: tenant));

        var order = Enumerable.Range(0, tenants.Length).Select(_ => temporary.Monitor().JobDetails(temporary.Fetch().JobId).Properties["TenantId"]);

        Assert.Equal(["\"a\"", "\"b\"", "\"c\"", "\"a\"", "\"b\"", "\"a\""], order);
    }

    [Fact]
    public async Task A_waiting_worker_is_woken_by_the_commit()
    {
        var fetching = Task.Factory.StartNew(() => temporary.Fetch(), TaskCreationOptions.LongRunning);
        await Until(() => temporary.Storage.Queue.AnyoneWaits);

        var id = temporary.Enqueue();

        Assert.Equal(id, (await fetching.WaitAsync(Deadline, TestContext.Current.CancellationToken)).JobId);
    }

    [Fact]
    public async Task A_waiting_worker_gives_up_when_it_is_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var fetching = Task.Factory.StartNew(
            () => temporary.Read(connection => connection.FetchNextJob(["default"], stop.Token)), TaskCreationOptions.LongRunning);
        await Until(() => temporary.Storage.Queue.AnyoneWaits);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.WaitAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.False(temporary.Storage.Queue.AnyoneWaits);
    }

    [Fact]
    public async Task Many_workers_share_the_jobs_and_none_gets_one_twice()
    {
        var ids = Enumerable.Range(0, 400).Select(_ => temporary.Enqueue()).ToHashSet();

        var workers = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => Enumerable.Range(0, 50).Select(_ => temporary.Fetch().JobId).ToList(), TaskCreationOptions.LongRunning));
        var fetched = (await Task.WhenAll(workers)).SelectMany(jobs => jobs).ToList();

        Assert.Equal(400, fetched.Count);
        Assert.Equal(ids, fetched.ToHashSet());
    }

    [Fact]
    public void A_removed_job_does_not_come_again()
    {
        temporary.Enqueue();

        using (var job = temporary.Fetch())
        {
            job.RemoveFromQueue();
        }

        Assert.Equal((0, 0), Counts());
    }

    [Fact]
    public void A_job_put_back_or_let_go_of_comes_again()
    {
        var id = temporary.Enqueue();

        temporary.Fetch().Requeue();
        temporary.Fetch().Dispose();

        Assert.Equal(id, temporary.Fetch().JobId);
    }

    [Fact]
    public void The_final_state_takes_the_job_off_the_queue_in_one_commit()
    {
        var id = temporary.Enqueue();
        using (var job = temporary.Fetch())
        {
            temporary.Commit(transaction =>
            {
                transaction.SetJobState(id, new DeletedState());
                transaction.RemoveFromQueue(job);
                Assert.Equal((0, 1), Counts());
            });

            Assert.Equal((0, 0), Counts());
            job.RemoveFromQueue();
            job.Requeue();
        }

        Assert.Equal((0, 0), Counts());
    }

    [Fact]
    public void A_failed_final_state_leaves_the_reservation()
    {
        temporary.Enqueue();
        using var job = temporary.Fetch();

        Assert.ThrowsAny<Exception>(() => temporary.Commit(transaction =>
        {
            transaction.RemoveFromQueue(job);
            transaction.AddToSet("set", "value", double.NaN);
        }));

        Assert.Equal((0, 1), Counts());
        job.RemoveFromQueue();
        Assert.Equal((0, 0), Counts());
    }

    [Fact]
    public void A_lost_reservation_changes_nothing_any_more()
    {
        temporary.Enqueue();
        using var lost = temporary.Fetch();
        using var later = temporary.Another(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Noon.AddMinutes(6)));
        using var again = later.GetConnection().FetchNextJob(["default"], TestContext.Current.CancellationToken);

        lost.Requeue();
        lost.RemoveFromQueue();

        Assert.Equal((0, 1), Counts());
        again.RemoveFromQueue();
        Assert.Equal((0, 0), Counts());
    }

    [Fact]
    public void A_job_from_another_storage_is_refused()
    {
        using var stranger = new TemporaryStorage();
        stranger.Enqueue();
        using var job = stranger.Fetch();

        Assert.Equal("fetchedJob", Assert.Throws<ArgumentException>(() => temporary.Commit(transaction => transaction.RemoveFromQueue(job))).ParamName);
    }

    public void Dispose() => temporary.Dispose();

    private (long Enqueued, long Fetched) Counts() => (temporary.Monitor().EnqueuedCount("default"), temporary.Monitor().FetchedCount("default"));

    private static Task Until(Func<bool> seen) => Task.Run(() => Assert.True(SpinWait.SpinUntil(seen, Deadline)));
}

using Hangfire.States;
using Hangfire.Storage;
using static Portal.Tests.Infrastructure.Jobs.Storage.TemporaryStorage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

public sealed class TransactionTests : IDisposable
{
    private readonly TemporaryStorage temporary = new();

    [Fact]
    public void Nothing_is_seen_before_the_commit_and_nothing_is_left_without_one()
    {
        using (var connection = temporary.Connect())
        using (var transaction = connection.CreateWriteTransaction())
        {
            transaction.AddToSet("set", "value");
            Assert.Empty(connection.GetAllItemsFromSet("set"));
        }

        Assert.Empty(temporary.Read(connection => connection.GetAllItemsFromSet("set")));
    }

    [Fact]
    public void A_commit_is_all_or_nothing()
    {
        var id = temporary.Create();

        Assert.ThrowsAny<Exception>(() => temporary.Commit(transaction =>
        {
            transaction.AddToSet("set", "value");
            transaction.SetJobState(id, new EnqueuedState());
            // SQLite stores NaN as NULL, which the column refuses: a failure in the middle.
            transaction.AddToSet("set", "other", double.NaN);
            transaction.AddToQueue("default", id);
        }));

        Assert.Empty(temporary.Read(connection => connection.GetAllItemsFromSet("set")));
        Assert.Null(temporary.Read(connection => connection.GetStateData(id)));
        Assert.Equal(0, temporary.Monitor().EnqueuedCount("default"));
    }

    [Fact]
    public async Task One_callers_failure_leaves_the_others_untouched()
    {
        var ct = TestContext.Current.CancellationToken;
        var writes = Enumerable.Range(0, 200).Select(number => Task.Factory.StartNew(
            () => temporary.Commit(transaction =>
            {
                transaction.AddToSet("set", $"{number}", number % 10 == 0 ? double.NaN : number);
                transaction.IncrementCounter("done");
            }),
            ct,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();

        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(writes));

        Assert.Equal(20, writes.Count(write => write.IsFaulted));
        Assert.Equal(180, temporary.Read(connection => connection.GetSetCount("set")));
        Assert.Equal(180, temporary.Read(connection => connection.GetCounter("done")));
    }

    [Fact]
    public void A_state_moves_the_job_and_an_added_one_only_goes_into_its_history()
    {
        var id = temporary.Create();

        temporary.Commit(transaction => transaction.SetJobState(id, new EnqueuedState { Reason = "because" }));
        temporary.Commit(transaction => transaction.AddJobState(id, new DeletedState()));

        var state = temporary.Read(connection => connection.GetStateData(id));
        Assert.Equal((EnqueuedState.StateName, "because"), (state.Name, state.Reason));
        Assert.Equal("default", state.Data["Queue"]);
        Assert.Equal(EnqueuedState.StateName, temporary.Read(connection => connection.GetJobData(id)).State);
        Assert.Equal([DeletedState.StateName, EnqueuedState.StateName], temporary.Monitor().JobDetails(id).History.Select(one => one.StateName));
    }

    [Fact]
    public void A_state_that_cannot_be_written_down_throws_before_anything_is_written()
    {
        var id = temporary.Create();

        Assert.Throws<NotSupportedException>(() => temporary.Commit(transaction =>
        {
            transaction.AddToSet("set", "value");
            transaction.SetJobState(id, new Unspeakable());
        }));

        Assert.Empty(temporary.Read(connection => connection.GetAllItemsFromSet("set")));
    }

    [Fact]
    public void A_job_made_in_a_transaction_comes_with_its_commit()
    {
        string id = "";
        temporary.Commit(transaction =>
        {
            id = transaction.CreateJob(Some.Job, new Dictionary<string, string> { ["A"] = "1" }, Noon.UtcDateTime, TimeSpan.FromHours(1));
            transaction.SetJobParameter(id, "B", "2");
            transaction.SetJobState(id, new EnqueuedState());
            Assert.Null(temporary.Monitor().JobDetails(id));
        });

        var details = temporary.Monitor().JobDetails(id);
        Assert.Equal(["A", "B"], details.Properties.Keys.Order());
        Assert.Equal(Noon.AddHours(1).UtcDateTime, details.ExpireAt);
    }

    [Fact]
    public void A_new_job_that_was_asked_for_before_its_commit_still_gets_its_state()
    {
        using var connection = temporary.Connect();
        var id = connection.CreateExpiredJob(Some.Job, new Dictionary<string, string>(), Noon.UtcDateTime, TimeSpan.FromHours(1));
        using var transaction = connection.CreateWriteTransaction();
        transaction.SetJobState(id, new EnqueuedState());
        transaction.PersistJob(id);
        Assert.NotNull(temporary.Read(another => another.GetJobData(id)));

        transaction.Commit();

        Assert.Equal(EnqueuedState.StateName, connection.GetStateData(id).Name);
        Assert.Null(temporary.Monitor().JobDetails(id).ExpireAt);
    }

    [Fact]
    public void A_new_jobs_states_stay_in_the_order_they_came()
    {
        using var connection = temporary.Connect();
        var id = connection.CreateExpiredJob(Some.Job, new Dictionary<string, string>(), Noon.UtcDateTime, TimeSpan.FromHours(1));
        using var transaction = connection.CreateWriteTransaction();
        transaction.AddJobState(id, new DeletedState());
        transaction.SetJobState(id, new AwaitingState("1"));
        transaction.SetJobState(id, new EnqueuedState());
        transaction.Commit();

        Assert.Equal(
            [EnqueuedState.StateName, AwaitingState.StateName, DeletedState.StateName],
            temporary.Monitor().JobDetails(id).History.Select(state => state.StateName));
        Assert.Equal(EnqueuedState.StateName, connection.GetStateData(id).Name);
    }

    [Fact]
    public void A_lock_taken_by_a_transaction_is_freed_by_its_end_even_when_it_fails()
    {
        using var other = temporary.Connect();
        using var connection = temporary.Connect();
        using (var transaction = (JobStorageTransaction)connection.CreateWriteTransaction())
        {
            transaction.AcquireDistributedLock("resource", TimeSpan.Zero);
            transaction.AddToSet("set", "value", double.NaN);
            Assert.Throws<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("resource", TimeSpan.Zero));
            Assert.ThrowsAny<Exception>(transaction.Commit);
        }

        Assert.NotNull(other.AcquireDistributedLock("resource", TimeSpan.Zero));
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        using var connection = temporary.Connect();
        using var transaction = (JobStorageTransaction)connection.CreateWriteTransaction();

        Throws("job", () => transaction.CreateJob(null!, new Dictionary<string, string>(), default, default));
        Throws("parameters", () => transaction.CreateJob(Some.Job, null!, default, default));
        Throws("jobId", () => transaction.SetJobState(null!, new EnqueuedState()));
        Throws("state", () => transaction.SetJobState("1", null!));
        Throws("state", () => transaction.AddJobState("1", null!));
        Throws("jobId", () => transaction.ExpireJob(null!, TimeSpan.Zero));
        Throws("jobId", () => transaction.PersistJob(null!));
        Throws("name", () => transaction.SetJobParameter("1", null!, ""));
        Throws("queue", () => transaction.AddToQueue(null!, "1"));
        Throws("jobId", () => transaction.AddToQueue("default", null!));
        Throws("fetchedJob", () => transaction.RemoveFromQueue(null!));
        Throws("key", () => transaction.IncrementCounter(null!));
        Throws("key", () => transaction.DecrementCounter(null!, TimeSpan.Zero));
        Throws("key", () => transaction.AddToSet(null!, "value"));
        Throws("value", () => transaction.AddToSet("set", null!));
        Throws("items", () => transaction.AddRangeToSet("set", null!));
        Throws("items", () => transaction.AddRangeToSet("set", [null!]));
        Throws("value", () => transaction.RemoveFromSet("set", null!));
        Throws("key", () => transaction.InsertToList(null!, "value"));
        Throws("value", () => transaction.RemoveFromList("list", null!));
        Throws("key", () => transaction.TrimList(null!, 0, 1));
        Throws("keyValuePairs", () => transaction.SetRangeInHash("hash", null!));
        Throws("key", () => transaction.RemoveHash(null!));
        Throws("key", () => transaction.ExpireSet(null!, TimeSpan.Zero));
        Throws("key", () => transaction.PersistList(null!));
        Throws("resource", () => transaction.AcquireDistributedLock(null!, TimeSpan.Zero));
    }

    public void Dispose() => temporary.Dispose();

    private static void Throws(string argument, Action act) => Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);

    private sealed class Unspeakable : IState
    {
        public string Name => "Unspeakable";

        public string Reason => "";

        public bool IsFinal => false;

        public bool IgnoreJobLoadException => false;

        public Dictionary<string, string> SerializeData() => throw new NotSupportedException();
    }
}

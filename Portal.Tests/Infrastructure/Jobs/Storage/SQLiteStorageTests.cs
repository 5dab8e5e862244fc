using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using static Portal.Tests.Infrastructure.Jobs.Storage.TemporaryStorage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

public sealed class SQLiteStorageTests : IDisposable
{
    private readonly TemporaryStorage temporary = new();

    [Theory]
    [InlineData("Storage.ExtendedApi")]
    [InlineData("Storage.ProcessesInsteadOfComponents")]
    [InlineData("Job.Queue")]
    [InlineData("Connection.GetUtcDateTime")]
    [InlineData("Connection.BatchedGetFirstByLowestScoreFromSet")]
    [InlineData("BatchedGetFirstByLowestScoreFromSet")]
    [InlineData("Connection.GetSetContains")]
    [InlineData("Connection.GetSetCount.Limited")]
    [InlineData("Transaction.AcquireDistributedLock")]
    [InlineData("Transaction.CreateJob")]
    [InlineData("Transaction.SetJobParameter")]
    [InlineData("TransactionalAcknowledge:FetchedJob")]
    [InlineData("Monitoring.DeletedStateGraphs")]
    [InlineData("Monitoring.AwaitingJobs")]
    public void It_says_what_it_can(string feature) => Assert.True(temporary.Storage.HasFeature(feature));

    [Fact]
    public void It_does_not_say_what_it_cannot()
    {
        Assert.False(temporary.Storage.HasFeature("Transaction.Teleport"));
        Assert.False(temporary.Storage.HasFeature("TransactionalAcknowledge:SqlServerTransactionJob"));
        Assert.True(temporary.Storage.LinearizableReads);
        Assert.Equal("featureId", Assert.Throws<ArgumentNullException>(() => temporary.Storage.HasFeature(null!)).ParamName);
    }

    [Fact]
    public void The_acknowledged_type_is_the_one_that_is_fetched()
    {
        temporary.Enqueue();
        using var job = temporary.Fetch();

        Assert.True(temporary.Storage.HasFeature($"TransactionalAcknowledge:{job.GetType().Name}"));
    }

    [Fact]
    public void What_one_storage_commits_the_other_reads_and_serves()
    {
        using var other = temporary.Another().GetConnection();
        var id = temporary.Enqueue(tenant: "t1");

        Assert.NotNull(other.GetJobData(id));
        Assert.Equal(id, other.FetchNextJob(["default"], TestContext.Current.CancellationToken).JobId);
    }

    [Fact]
    public void Two_storages_never_give_the_same_id()
    {
        using var other = temporary.Another().GetConnection();

        var ids = Enumerable.Range(0, 1500).SelectMany(_ => (string[])[
            temporary.Create(), other.CreateExpiredJob(Some.Job, new Dictionary<string, string>(), Noon.UtcDateTime, TimeSpan.FromDays(1))]);

        Assert.Equal(3000, ids.Distinct().Count());
    }

    [Fact]
    public void A_storage_that_is_closed_gives_its_jobs_back()
    {
        var id = temporary.Enqueue();
        var other = temporary.Another();
        other.GetConnection().FetchNextJob(["default"], TestContext.Current.CancellationToken);
        Assert.Equal(2, temporary.LivingFiles);

        other.Dispose();

        Assert.Equal(id, temporary.Fetch().JobId);
        Assert.Equal(1, temporary.LivingFiles);
    }

    [Fact]
    public void A_storage_whose_lease_ran_out_comes_back_as_another()
    {
        var before = temporary.Storage.Instance.Id;
        var clock = new FakeTimeProvider(Noon.AddMinutes(6));
        temporary.Another(clock);
        temporary.Clock.Advance(TimeSpan.FromMinutes(6));

        temporary.Storage.Instance.Beat();

        Assert.NotEqual(before, temporary.Storage.Instance.Id);
        using var connection = temporary.Connect();
        connection.AcquireDistributedLock("resource", Deadline).Dispose();
    }

    [Fact]
    public void A_lease_is_renewed_in_time()
    {
        var before = temporary.Storage.Instance.Id;
        for (var minute = 0; minute < 10; minute++)
        {
            temporary.Clock.Advance(TimeSpan.FromMinutes(1));
            temporary.Storage.Instance.Beat();
        }

        temporary.Another();

        temporary.Storage.Instance.Beat();
        Assert.Equal(before, temporary.Storage.Instance.Id);
    }

    [Fact]
    public async Task A_write_waits_for_another_program_that_holds_the_file()
    {
        using var outside = new SqliteConnection($"Data Source={temporary.File};Pooling=False");
        outside.Open();
        using var held = outside.BeginTransaction();
        var write = Task.Factory.StartNew(() => temporary.Commit(transaction => transaction.AddToSet("set", "value")), TaskCreationOptions.LongRunning);
        Assert.Empty(temporary.Read(connection => connection.GetAllItemsFromSet("set")));

        held.Rollback();

        await write.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Single(temporary.Read(connection => connection.GetAllItemsFromSet("set")));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        using var folder = new TemporaryStorage();
        using (var db = new SqliteConnection($"Data Source={folder.File};Pooling=False"))
        {
            db.Open();
            using var raise = db.CreateCommand();
            raise.CommandText = "PRAGMA user_version = 99";
            raise.ExecuteNonQuery();
        }

        Assert.Throws<SqliteException>(() => folder.Another());
    }

    public void Dispose() => temporary.Dispose();
}

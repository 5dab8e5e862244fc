using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;
using static Portal.Tests.Infrastructure.Jobs.Storage.TemporaryStorage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryStorage temporary = new();

    [Fact]
    public void A_new_job_reads_back_with_its_call_parameters_and_moment()
    {
        var id = temporary.Create(("Culture", "\"en\""), ("TenantId", "\"t1\""));

        var data = temporary.Read(connection => connection.GetJobData(id));

        Assert.Equal(nameof(Some.Nothing), data.Job.Method.Name);
        Assert.Equal("words", Assert.Single(data.Job.Args));
        Assert.Equal("\"en\"", data.ParametersSnapshot["Culture"]);
        Assert.Equal(Noon.UtcDateTime, data.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, data.CreatedAt.Kind);
        Assert.Null(data.State);
        Assert.Null(data.LoadException);
    }

    [Fact]
    public void A_new_job_is_written_with_the_transaction_that_names_it_and_not_before()
    {
        using var connection = temporary.Connect();
        var id = connection.CreateExpiredJob(Some.Job, new Dictionary<string, string>(), Noon.UtcDateTime, TimeSpan.FromHours(1));
        Assert.Equal(0, Count("Job"));

        using var transaction = connection.CreateWriteTransaction();
        transaction.SetJobState(id, new EnqueuedState());
        transaction.Commit();

        Assert.Equal(1, Count("Job"));
        Assert.Equal(EnqueuedState.StateName, connection.GetStateData(id).Name);
    }

    [Fact]
    public void A_new_job_nobody_names_is_written_when_its_connection_ends()
    {
        temporary.Create();

        Assert.Equal(1, Count("Job"));
    }

    [Fact]
    public void A_new_job_is_written_as_soon_as_another_connection_asks_for_it()
    {
        using var connection = temporary.Connect();
        var id = connection.CreateExpiredJob(Some.Job, new Dictionary<string, string>(), Noon.UtcDateTime, TimeSpan.FromHours(1));

        Assert.NotNull(temporary.Read(another => another.GetJobData(id)));
    }

    [Theory]
    [InlineData("no-number")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("007")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999")]
    [InlineData("4711")]
    public void An_id_that_is_not_ours_reads_as_no_such_job(string id)
    {
        temporary.Commit(transaction =>
        {
            transaction.SetJobState(id, new EnqueuedState());
            transaction.AddJobState(id, new EnqueuedState());
            transaction.SetJobParameter(id, "name", "value");
            transaction.ExpireJob(id, TimeSpan.FromHours(1));
            transaction.PersistJob(id);
            transaction.AddToQueue("default", id);
        });

        Assert.Null(temporary.Read(connection => connection.GetJobData(id)));
        Assert.Null(temporary.Read(connection => connection.GetStateData(id)));
        Assert.Null(temporary.Read(connection => connection.GetJobParameter(id, "name")));
        Assert.Null(temporary.Monitor().JobDetails(id));
        Assert.Equal(0, Count("JobQueue"));
    }

    [Fact]
    public void A_parameter_is_set_changed_and_read()
    {
        var id = temporary.Create(("RetryCount", "1"));

        temporary.Read(connection =>
        {
            connection.SetJobParameter(id, "RetryCount", "2");
            return true;
        });

        Assert.Equal("2", temporary.Read(connection => connection.GetJobParameter(id, "RetryCount")));
        Assert.Null(temporary.Read(connection => connection.GetJobParameter(id, "Other")));
    }

    [Fact]
    public void Text_comes_back_as_it_went_in()
    {
        string[] texts = ["", "a\0b", "ä€😀", new('x', 100_000)];
        var id = temporary.Create();

        foreach (var text in texts)
        {
            temporary.Commit(transaction => transaction.SetJobParameter(id, "Text", text));

            Assert.Equal(text, temporary.Read(connection => connection.GetJobParameter(id, "Text")));
        }
    }

    [Fact]
    public void A_servers_heartbeat_keeps_it_and_silence_removes_it()
    {
        using var connection = temporary.Connect();
        connection.AnnounceServer("loud", new ServerContext { Queues = ["a", "b"], WorkerCount = 4 });
        connection.AnnounceServer("silent", new ServerContext { Queues = ["a"], WorkerCount = 1 });
        temporary.Clock.Advance(TimeSpan.FromMinutes(6));
        connection.Heartbeat("loud");

        Assert.Equal(1, connection.RemoveTimedOutServers(TimeSpan.FromMinutes(5)));

        var server = Assert.Single(temporary.Monitor().Servers());
        Assert.Equal(("loud", 4, Noon.UtcDateTime), (server.Name, server.WorkersCount, server.StartedAt));
        Assert.Equal(["a", "b"], server.Queues);
        Assert.Equal(Noon.AddMinutes(6).UtcDateTime, server.Heartbeat);
        Assert.Throws<BackgroundServerGoneException>(() => connection.Heartbeat("silent"));
    }

    [Fact]
    public void The_storages_time_is_its_clocks() => Assert.Equal(Noon.UtcDateTime, temporary.Read(connection => connection.GetUtcDateTime()));

    [Fact]
    public void A_missing_argument_is_named()
    {
        using var connection = temporary.Connect();

        Throws<ArgumentNullException>("resource", () => connection.AcquireDistributedLock(null!, TimeSpan.Zero));
        Throws<ArgumentNullException>("job", () => connection.CreateExpiredJob(null!, new Dictionary<string, string>(), default, default));
        Throws<ArgumentNullException>("parameters", () => connection.CreateExpiredJob(Some.Job, null!, default, default));
        Throws<ArgumentNullException>("queues", () => connection.FetchNextJob(null!, default));
        Throws<ArgumentException>("queues", () => connection.FetchNextJob([], default));
        Throws<ArgumentNullException>("id", () => connection.SetJobParameter(null!, "name", ""));
        Throws<ArgumentNullException>("name", () => connection.SetJobParameter("1", null!, ""));
        Throws<ArgumentNullException>("id", () => connection.GetJobParameter(null!, "name"));
        Throws<ArgumentNullException>("name", () => connection.GetJobParameter("1", null!));
        Throws<ArgumentNullException>("jobId", () => connection.GetJobData(null!));
        Throws<ArgumentNullException>("jobId", () => connection.GetStateData(null!));
        Throws<ArgumentNullException>("serverId", () => connection.AnnounceServer(null!, new ServerContext()));
        Throws<ArgumentNullException>("context", () => connection.AnnounceServer("server", null!));
        Throws<ArgumentNullException>("serverId", () => connection.RemoveServer(null!));
        Throws<ArgumentNullException>("serverId", () => connection.Heartbeat(null!));
        Throws<ArgumentException>("timeOut", () => connection.RemoveTimedOutServers(TimeSpan.Zero));
        Throws<ArgumentException>("timeOut", () => connection.RemoveTimedOutServers(TimeSpan.FromSeconds(-1)));
    }

    public void Dispose() => temporary.Dispose();

    private static void Throws<T>(string argument, Action act)
        where T : ArgumentException => Assert.Equal(argument, Assert.Throws<T>(act).ParamName);

    private long Count(string table)
    {
        using var db = new SqliteConnection($"Data Source={temporary.File};Mode=ReadOnly;Pooling=False");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}

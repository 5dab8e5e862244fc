using Hangfire.States;
using Microsoft.Data.Sqlite;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

/// <summary>Somebody else, such as a backup tool, holds the file.</summary>
public sealed class BusyTests : IDisposable
{
    private readonly TemporaryStorage temporary = new();

    [Fact]
    public async Task A_write_waits_until_the_file_is_free_and_is_then_made_once()
    {
        var holder = Hold();
        var enqueued = Task.Run(() => temporary.Enqueue(), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<TimeoutException>(() => enqueued.WaitAsync(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken));

        await holder.DisposeAsync();

        var id = await enqueued.WaitAsync(TemporaryStorage.Deadline, TestContext.Current.CancellationToken);
        Assert.Equal(EnqueuedState.StateName, temporary.Read(connection => connection.GetStateData(id)).Name);
        Assert.Equal(1, temporary.Monitor().EnqueuedCount("default"));
    }

    [Fact]
    public async Task After_the_busy_timeout_it_fails_and_leaves_nothing_and_the_next_one_goes_through()
    {
        using var impatient = new SQLiteStorage(temporary.File, new SQLiteStorageOptions { Clock = temporary.Clock, BusyTimeout = TimeSpan.Zero, PollInterval = TimeSpan.FromHours(1) });
        await using (Hold())
        {
            var refused = Assert.Throws<SqliteException>(() => Count(impatient));
            Assert.Equal(5, refused.SqliteErrorCode);
        }

        Count(impatient);

        Assert.Equal(1, temporary.Read(connection => connection.GetCounter("tries")));
    }

    public void Dispose() => temporary.Dispose();

    private static void Count(SQLiteStorage storage)
    {
        using var connection = storage.GetConnection();
        using var transaction = connection.CreateWriteTransaction();
        transaction.IncrementCounter("tries");
        transaction.Commit();
    }

    private SqliteConnection Hold()
    {
        var connection = new SqliteConnection($"Data Source={temporary.File};Pooling=false");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }
}

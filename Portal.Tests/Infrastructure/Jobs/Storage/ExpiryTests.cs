using Hangfire.States;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

public sealed class ExpiryTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly TemporaryStorage temporary = new();

    [Fact]
    public void A_job_goes_with_its_parameters_and_states_once_it_has_expired()
    {
        var id = temporary.Create(("Culture", "en"));
        var kept = temporary.Enqueue();
        temporary.Commit(transaction =>
        {
            transaction.SetJobState(id, new DeletedState());
            transaction.ExpireJob(id, Day);
        });

        SweepAfter(Day - TimeSpan.FromSeconds(1));
        Assert.NotNull(temporary.Monitor().JobDetails(id));

        SweepAfter(TimeSpan.FromSeconds(1));
        Assert.Null(temporary.Monitor().JobDetails(id));
        Assert.Null(temporary.Read(connection => connection.GetJobParameter(id, "Culture")));
        Assert.NotNull(temporary.Monitor().JobDetails(kept));
    }

    [Fact]
    public void A_persisted_job_stays()
    {
        var id = temporary.Create();
        temporary.Commit(transaction => transaction.PersistJob(id));

        SweepAfter(365 * Day);

        Assert.NotNull(temporary.Monitor().JobDetails(id));
    }

    [Fact]
    public void More_than_a_batch_goes_in_one_sweep()
    {
        Create(25);

        SweepAfter(Day, batch: 10);

        Assert.Null(temporary.Monitor().JobDetails("25"));
        Assert.Null(temporary.Monitor().JobDetails("1"));
    }

    [Fact]
    public void A_sweep_of_many_batches_cuts_the_write_ahead_log_and_one_of_few_leaves_it()
    {
        Create(15);
        SweepAfter(Day, batch: 10);
        Assert.NotEqual(0, LogLength());

        Create(150);
        SweepAfter(Day, batch: 10);
        Assert.Equal(0, LogLength());
        Assert.Null(temporary.Monitor().JobDetails("165"));
    }

    [Fact]
    public void A_sweep_does_not_wait_for_a_reader_to_cut_the_write_ahead_log()
    {
        Create(150);

        temporary.Storage.Readers.RunTogether(db =>
        {
            db.Sql("SELECT COUNT(*) FROM Job").Number();
            SweepAfter(Day, batch: 10);
            return true;
        });

        Assert.NotEqual(0, LogLength());
        Assert.Null(temporary.Monitor().JobDetails("150"));
    }

    [Fact]
    public void A_whole_key_expires_with_what_was_added_later()
    {
        temporary.Commit(transaction =>
        {
            transaction.AddToSet("key", "a");
            transaction.InsertToList("key", "a");
            transaction.SetRangeInHash("key", [new("a", "1")]);
            transaction.AddToSet("stays", "a");
            transaction.ExpireSet("key", Day);
            transaction.ExpireList("key", Day);
            transaction.ExpireHash("key", Day);
        });
        temporary.Commit(transaction => transaction.AddToSet("key", "later"));

        SweepAfter(Day);

        Assert.Empty(temporary.Read(connection => connection.GetAllItemsFromSet("key")));
        Assert.Empty(temporary.Read(connection => connection.GetAllItemsFromList("key")));
        Assert.Null(temporary.Read(connection => connection.GetAllEntriesFromHash("key")));
        Assert.Single(temporary.Read(connection => connection.GetAllItemsFromSet("stays")));
    }

    [Fact]
    public void What_is_left_of_a_keys_life_is_exact_never_negative_and_negative_only_without_an_end()
    {
        temporary.Commit(transaction =>
        {
            transaction.AddToSet("key", "a");
            transaction.ExpireSet("key", Day);
            transaction.ExpireSet("none", Day);
        });

        Assert.Equal(Day, temporary.Read(connection => connection.GetSetTtl("key")));
        Assert.True(temporary.Read(connection => connection.GetSetTtl("none")) < TimeSpan.Zero);
        Assert.True(temporary.Read(connection => connection.GetHashTtl("key")) < TimeSpan.Zero);
        Assert.True(temporary.Read(connection => connection.GetListTtl("key")) < TimeSpan.Zero);

        temporary.Clock.Advance(2 * Day);
        Assert.Equal(TimeSpan.Zero, temporary.Read(connection => connection.GetSetTtl("key")));

        temporary.Commit(transaction => transaction.PersistSet("key"));
        Assert.True(temporary.Read(connection => connection.GetSetTtl("key")) < TimeSpan.Zero);
    }

    [Fact]
    public void An_emptied_key_forgets_that_it_was_to_expire()
    {
        temporary.Commit(transaction =>
        {
            transaction.AddToSet("key", "a");
            transaction.ExpireSet("key", Day);
        });

        temporary.Commit(transaction =>
        {
            transaction.RemoveFromSet("key", "a");
            transaction.AddToSet("key", "b");
        });

        Assert.True(temporary.Read(connection => connection.GetSetTtl("key")) < TimeSpan.Zero);
    }

    [Fact]
    public void A_counter_expires_after_its_last_increment()
    {
        temporary.Commit(transaction => transaction.IncrementCounter("hourly", Day));
        temporary.Clock.Advance(Day / 2);
        temporary.Commit(transaction => transaction.IncrementCounter("hourly", Day));
        temporary.Commit(transaction => transaction.IncrementCounter("ever"));

        SweepAfter(Day * 0.75);
        Assert.Equal(2, temporary.Read(connection => connection.GetCounter("hourly")));

        SweepAfter(Day / 2);
        Assert.Equal(0, temporary.Read(connection => connection.GetCounter("hourly")));
        Assert.Equal(1, temporary.Read(connection => connection.GetCounter("ever")));
    }

    [Fact]
    public void Freed_pages_go_back_to_the_disk()
    {
        for (var number = 0; number < 40; number++)
        {
            temporary.Create(("Big", new string('x', 50_000)));
        }

        Assert.True(Pages() > 400);

        SweepAfter(Day);

        Assert.True(Pages() < 100, $"{Pages()} pages are left.");
    }

    public void Dispose() => temporary.Dispose();

    private void Create(int jobs)
    {
        for (var number = 0; number < jobs; number++)
        {
            temporary.Create();
        }
    }

    private long LogLength() => new FileInfo($"{temporary.File}-wal").Length;

    private long Pages() => temporary.Storage.Readers.Run(db => db.Sql("PRAGMA page_count").Number()!.Value);

    private void SweepAfter(TimeSpan time, int batch = 500)
    {
        temporary.Clock.Advance(time);
        new ExpirySweep(temporary.Storage, new SQLiteStorageOptions { SweepBatch = batch }).Run(TestContext.Current.CancellationToken);
    }
}

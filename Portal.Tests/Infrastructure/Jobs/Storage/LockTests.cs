using Hangfire.Storage;
using static Portal.Tests.Infrastructure.Jobs.Storage.TemporaryStorage;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

public sealed class LockTests : IDisposable
{
    private readonly TemporaryStorage temporary = new();

    [Fact]
    public void A_lock_is_had_by_one_connection_at_a_time()
    {
        using var one = temporary.Connect();
        using var other = temporary.Connect();
        using var held = one.AcquireDistributedLock("resource", TimeSpan.Zero);

        var refused = Assert.Throws<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("resource", TimeSpan.Zero));

        Assert.EndsWith("resource", refused.Resource, StringComparison.Ordinal);
        using var another = other.AcquireDistributedLock("another", TimeSpan.Zero);
    }

    [Fact]
    public void The_same_connection_may_take_a_lock_again_and_frees_it_with_the_last()
    {
        using var one = temporary.Connect();
        using var other = temporary.Connect();
        var outer = one.AcquireDistributedLock("resource", TimeSpan.Zero);
        var inner = one.AcquireDistributedLock("resource", TimeSpan.Zero);

        inner.Dispose();
        inner.Dispose();
        Assert.Throws<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("resource", TimeSpan.Zero));

        outer.Dispose();
        other.AcquireDistributedLock("resource", TimeSpan.Zero).Dispose();
    }

    [Fact]
    public void A_connection_that_ends_frees_its_locks()
    {
        var one = temporary.Connect();
        one.AcquireDistributedLock("resource", TimeSpan.Zero);

        one.Dispose();

        using var other = temporary.Connect();
        other.AcquireDistributedLock("resource", TimeSpan.Zero).Dispose();
    }

    [Fact]
    public async Task Whoever_waits_gets_the_lock_when_it_is_freed_on_any_thread()
    {
        using var one = temporary.Connect();
        using var other = temporary.Connect();
        var held = one.AcquireDistributedLock("resource", TimeSpan.Zero);
        var waiting = Task.Factory.StartNew(() => other.AcquireDistributedLock("resource", Deadline), TaskCreationOptions.LongRunning);

        await Task.Run(held.Dispose, TestContext.Current.CancellationToken);

        using var got = await waiting.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Throws<DistributedLockTimeoutException>(() => one.AcquireDistributedLock("resource", TimeSpan.Zero));
    }

    [Fact]
    public async Task Only_one_is_ever_inside()
    {
        var (inside, most, entered) = (0, 0, 0);
        var contenders = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var time = 0; time < 200; time++)
                {
                    using var connection = temporary.Connect();
                    using var held = connection.AcquireDistributedLock("resource", Deadline);
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    entered++;
                    Interlocked.Decrement(ref inside);
                }
            },
            TaskCreationOptions.LongRunning));

        await Task.WhenAll(contenders);

        Assert.Equal((1, 1600), (most, entered));
    }

    [Fact]
    public void A_lock_held_from_the_time_alone_holds_against_a_second_storage()
    {
        using var one = temporary.Connect();
        var held = one.AcquireDistributedLock("resource", TimeSpan.Zero);
        using var second = temporary.Another().GetConnection();

        // The first free lock proves that the newcomer has been heard.
        second.AcquireDistributedLock("other", Deadline).Dispose();
        Assert.Throws<DistributedLockTimeoutException>(() => second.AcquireDistributedLock("resource", TimeSpan.Zero));

        held.Dispose();
        using var got = second.AcquireDistributedLock("resource", TimeSpan.Zero);
        Assert.Throws<DistributedLockTimeoutException>(() => one.AcquireDistributedLock("resource", TimeSpan.Zero));
    }

    [Fact]
    public async Task Only_one_is_ever_inside_of_two_storages()
    {
        var second = temporary.Another();
        var (inside, most, entered) = (0, 0, 0);
        var contenders = Enumerable.Range(0, 4).Select(number => Task.Factory.StartNew(
            () =>
            {
                for (var time = 0; time < 25; time++)
                {
                    using var connection = (number % 2 == 0 ? temporary.Storage : second).GetConnection();
                    using var held = connection.AcquireDistributedLock("resource", Deadline);
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    entered++;
                    Interlocked.Decrement(ref inside);
                }
            },
            TaskCreationOptions.LongRunning));

        await Task.WhenAll(contenders);

        Assert.Equal((1, 100), (most, entered));
    }

    [Fact]
    public void A_storage_that_is_alone_again_keeps_its_locks_in_memory()
    {
        var second = temporary.Another();
        Assert.True(SpinWait.SpinUntil(() => !temporary.Storage.Instance.Alone, Deadline));

        second.Dispose();
        temporary.Storage.Instance.Beat();

        Assert.True(temporary.Storage.Instance.Alone);
        using var connection = temporary.Connect();
        connection.AcquireDistributedLock("resource", TimeSpan.Zero).Dispose();
    }

    public void Dispose() => temporary.Dispose();
}

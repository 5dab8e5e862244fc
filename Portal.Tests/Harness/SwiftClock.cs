using System.Collections.Concurrent;
using Portal.Emulator;

namespace Portal.Tests.Harness;

/// <summary>
/// The emulator's time, for the portal too. A wait of up to a minute is over at once, its time having passed; longer ones are time-outs,
/// which come only when a test says so.
/// </summary>
internal sealed class SwiftClock(EmulatorClock clock) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<LongTimer, TimeSpan> timeouts = [];

    /// <summary>By how much the portal's clock is ahead of Microsoft's; it may be set back.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Ahead;

    public bool HasRunning(TimeSpan length) => timeouts.Values.Contains(length);

    /// <summary>Lets the time-outs of this length that are running be over, its time having passed.</summary>
    public void Expire(TimeSpan length)
    {
        clock.Advance(length);
        foreach (var (timer, _) in timeouts.Where(timeout => timeout.Value == length).ToList())
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > LongestWait)
        {
            return new LongTimer(this, callback, state, base.CreateTimer(callback, state, dueTime, period), dueTime);
        }

        clock.Advance(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    /// <summary>A real one, of which is known how long it is to run.</summary>
    private sealed class LongTimer : ITimer
    {
        private readonly SwiftClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer real;

        public LongTimer(SwiftClock clock, TimerCallback callback, object? state, ITimer real, TimeSpan dueTime)
        {
            (this.clock, this.callback, this.state, this.real) = (clock, callback, state, real);
            Note(dueTime);
        }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Note(dueTime);
            return real.Change(dueTime, period);
        }

        public void Dispose()
        {
            clock.timeouts.TryRemove(this, out _);
            real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock.timeouts.TryRemove(this, out _);
            return real.DisposeAsync();
        }

        private void Note(TimeSpan dueTime)
        {
            if (dueTime > LongestWait)
            {
                clock.timeouts[this] = dueTime;
            }
            else
            {
                clock.timeouts.TryRemove(this, out _);
            }
        }
    }
}

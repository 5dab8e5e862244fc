using Portal.Emulator;

namespace Portal.Benchmarks.Connections;

/// <summary>The emulator's time for the portal too: hours pass at a word, and a short wait is over at once, its time having passed.</summary>
internal sealed class SharedTime(EmulatorClock clock) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => dueTime > TimeSpan.Zero && dueTime <= LongestWait
        ? base.CreateTimer(callback, state, TimeSpan.Zero, period)
        : base.CreateTimer(callback, state, dueTime, period);
}

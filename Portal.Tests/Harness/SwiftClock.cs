using Portal.Emulator;

namespace Portal.Tests.Harness;

/// <summary>
/// The emulator's time, for the portal too. A wait of up to a minute is over at once, its time having passed; longer ones are time-outs,
/// which nothing in a test may reach.
/// </summary>
internal sealed class SwiftClock(EmulatorClock clock) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > LongestWait)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        clock.Advance(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}

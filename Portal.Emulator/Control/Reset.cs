using Portal.Emulator.OAuth;
using Portal.Emulator.Traffic;

namespace Portal.Emulator.Control;

/// <summary>Takes everything back to how it was at the first start: people, grants, clock, faults, log, and what others registered.</summary>
public sealed class Reset(
    Directory directory, Grants grants, EmulatorClock clock, Faults faults, RequestLog log, EmulatorOptions options, IEnumerable<IResets> others)
{
    public void Run()
    {
        directory.Reset();
        grants.Reset();
        clock.Reset(options.FrozenAt);
        faults.Clear();
        log.Clear();
        foreach (var other in others)
        {
            other.Reset();
        }
    }
}

namespace Portal.Emulator;

/// <summary>
/// The time of the stand-in: the machine's time plus an offset, or a moment at which it stands still. It never goes back,
/// because tokens and reports already carry its times; only a reset takes it back to the machine's time.
/// </summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly TimeProvider machine;
    private readonly StateFile state;
    private DateTimeOffset latest;

    internal EmulatorClock(TimeProvider machine, StateFile state, DateTimeOffset? frozenAt = null)
    {
        this.machine = machine;
        this.state = state;
        if (frozenAt is { } moment && state.Read(saved => saved.FrozenAt is null))
        {
            state.Change(saved => saved.FrozenAt = moment.ToUniversalTime());
        }
    }

    /// <summary>Whether it stands still until it is advanced.</summary>
    public bool IsFrozen => state.Read(saved => saved.FrozenAt is not null);

    // Under the state's lock and no other: whoever changes the state may ask for the time meanwhile.
    public override DateTimeOffset GetUtcNow() => state.Read(saved =>
    {
        var now = saved.FrozenAt ?? machine.GetUtcNow() + saved.Offset;
        return latest = now > latest ? now : latest;
    });

    /// <summary>Moves on by <paramref name="step"/>, frozen or not.</summary>
    public void Advance(TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.Zero);
        state.Change(saved =>
        {
            saved.Offset += step;
            saved.FrozenAt += step;
        });
    }

    /// <summary>Jumps to a later moment.</summary>
    public void Set(DateTimeOffset moment) => Advance(moment - GetUtcNow());

    /// <summary>Stands still, at <paramref name="moment"/> when one is given.</summary>
    public void Freeze(DateTimeOffset? moment = null)
    {
        var now = GetUtcNow();
        ArgumentOutOfRangeException.ThrowIfLessThan(moment ?? now, now);
        state.Change(saved => saved.FrozenAt = (moment ?? now).ToUniversalTime());
    }

    /// <summary>Goes on from where it stands.</summary>
    public void Thaw()
    {
        var now = GetUtcNow();
        state.Change(saved =>
        {
            saved.FrozenAt = null;
            saved.Offset = now - machine.GetUtcNow();
        });
    }

    internal void Reset(DateTimeOffset? frozenAt) => state.Change(saved =>
    {
        latest = default;
        saved.FrozenAt = frozenAt;
        saved.Offset = TimeSpan.Zero;
    });
}

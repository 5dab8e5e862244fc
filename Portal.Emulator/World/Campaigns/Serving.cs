namespace Portal.Emulator.World.Campaigns;

/// <summary>The days (of the account) on which a thing may be shown: from its first day, less the times in which it was switched off.</summary>
public readonly record struct Serving(DateOnly From)
{
    private (DateOnly Day, bool On)[]? Switches { get; init; }

    public bool On(DateOnly day)
    {
        if (day < From)
        {
            return false;
        }

        var on = true;
        foreach (var change in Switches ?? [])
        {
            on = change.Day <= day ? change.On : on;
        }

        return on;
    }

    /// <summary>What was shown on the day of the switch stays: off counts from the next day, on from the same.</summary>
    public Serving Switch(DateOnly today, bool on) =>
        this with { Switches = [.. Switches ?? [], (on ? today : today.AddDays(1), on)] };
}

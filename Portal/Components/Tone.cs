namespace Portal.Components;

/// <summary>What a colour means. Each has a shape and comes with a word, so that nothing hangs on the colour alone.</summary>
public enum Tone
{
    Good,
    Warn,
    Bad,
    Idle,
    Info,
}

/// <summary>Whether more is better, worse, or neither, as with spend.</summary>
public enum Better
{
    Neither,
    Up,
    Down,
}

public static class ToneLooks
{
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Good => "is-good",
        Tone.Warn => "is-warn",
        Tone.Bad => "is-bad",
        Tone.Info => "is-info",
        _ => "is-idle",
    };

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Good => "check",
        Tone.Warn => "warn",
        Tone.Bad => "alarm",
        _ => "info",
    };
}

namespace Portal.Infrastructure.Ads;

/// <summary>A pause that Microsoft asked for. It lasts no longer than that, though the clock is set back meanwhile.</summary>
internal sealed class Hold(TimeProvider clock)
{
    private readonly Lock turn = new();
    private DateTimeOffset until;
    private TimeSpan asked;

    /// <summary>How much of it is left; negative or nothing when it is over.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (turn)
            {
                var now = clock.GetUtcNow();
                until = until > now + asked ? now + asked : until;
                return until - now;
            }
        }
    }

    /// <summary>Of two pauses the one that ends later holds.</summary>
    public void Begin(TimeSpan pause)
    {
        lock (turn)
        {
            var end = clock.GetUtcNow() + pause;
            (until, asked) = end > until ? (end, pause) : (until, asked);
        }
    }
}

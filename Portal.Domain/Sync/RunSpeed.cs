namespace Portal.Domain.Sync;

/// <summary>How fast a run is, and how long it still takes if it goes on like this.</summary>
/// <param name="RowsPerSecond">Null before the first row.</param>
/// <param name="Left">Null while too little is done to say.</param>
public sealed record RunSpeed(double? RowsPerSecond, TimeSpan? Left)
{
    private const double EnoughToSay = 0.05;

    /// <param name="done">The part of the whole that is done, 0 to 1.</param>
    public static RunSpeed Of(long rows, double done, TimeSpan elapsed) => new(
        rows > 0 && elapsed > TimeSpan.Zero ? rows / elapsed.TotalSeconds : null,
        done is >= EnoughToSay and < 1 && elapsed > TimeSpan.Zero ? elapsed * ((1 - done) / done) : null);
}

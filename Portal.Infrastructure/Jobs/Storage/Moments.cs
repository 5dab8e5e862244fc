namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>Moments are unix milliseconds in the file and UTC <see cref="DateTime"/>s in Hangfire.</summary>
internal static class Moments
{
    public static DateTime Utc(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    public static DateTime? Utc(long? milliseconds) => milliseconds is { } moment ? Utc(moment) : null;

    public static long After(this long now, TimeSpan delay) => now + (long)delay.TotalMilliseconds;

    /// <summary>What is left; never negative once expired, and negative only where nothing expires.</summary>
    public static TimeSpan Left(long? expireAt, long now) =>
        expireAt is { } moment ? TimeSpan.FromMilliseconds(Math.Max(0, moment - now)) : Timeout.InfiniteTimeSpan;
}

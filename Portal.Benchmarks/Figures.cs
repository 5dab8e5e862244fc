using System.Diagnostics;

namespace Portal.Benchmarks;

internal static class Figures
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(50);

    public static double Percentile(this IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }

    /// <summary>How many of them a second, doing it so many times.</summary>
    public static double PerSecond(int times, Action<int> work)
    {
        var started = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++)
        {
            work(time);
        }

        return times / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}

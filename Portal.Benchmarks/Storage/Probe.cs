using System.Diagnostics;

namespace Portal.Benchmarks.Storage;

/// <summary>The job of these runs: it does nothing but say that, and when, it ran.</summary>
public static class Probe
{
    private static readonly SemaphoreSlim Ran = new(0);
    private static long done;
    private static long firstAt;
    private static long lastAt;

    public static long Done => Volatile.Read(ref done);

    public static long LastAt => Volatile.Read(ref lastAt);

    /// <summary>Jobs a second from the first to the last one since the reset.</summary>
    public static double Rate => (Done - 1) / Stopwatch.GetElapsedTime(firstAt, lastAt).TotalSeconds;

    public static void Reset()
    {
        (done, firstAt, lastAt) = (0, 0, 0);
        while (Ran.Wait(0))
        {
        }
    }

    public static void Run()
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.CompareExchange(ref firstAt, now, 0);
        Volatile.Write(ref lastAt, now);
        Interlocked.Increment(ref done);
        Ran.Release();
    }

    public static void Await(int jobs)
    {
        for (var job = 0; job < jobs; job++)
        {
            if (!Ran.Wait(TimeSpan.FromMinutes(1)))
            {
                throw new TimeoutException($"Only {job} of {jobs} jobs have run: the storage has lost some or stands still.");
            }
        }
    }
}

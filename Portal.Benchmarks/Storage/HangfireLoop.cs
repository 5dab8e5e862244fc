using System.Diagnostics;
using Hangfire;

namespace Portal.Benchmarks.Storage;

/// <summary>The same work through Hangfire as the portal does it, on whatever storage: a client, and a server with eight workers.</summary>
internal sealed class HangfireLoop(JobStorage storage)
{
    private const int Workers = 8;

    private readonly BackgroundJobClient client = new(storage);

    public void Enqueue(int number) => client.Enqueue(() => Probe.Run());

    /// <summary>Enqueues first and serves then: jobs a second.</summary>
    public double Process(int jobs)
    {
        Figures.PerSecond(jobs, Enqueue);
        return ServeAll(jobs);
    }

    /// <summary>Serves what is enqueued already: jobs a second.</summary>
    public double ServeAll(int jobs)
    {
        Probe.Reset();
        using (Serve())
        {
            Probe.Await(jobs);
        }

        return Probe.Rate;
    }

    /// <summary>From before the call of Enqueue to the job's first line, in milliseconds, when nothing else is going on.</summary>
    public async Task<double[]> Latencies(int times)
    {
        var latencies = new double[times];
        using var server = Serve();
        for (var time = -100; time < times; time++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            Probe.Reset();
            var started = Stopwatch.GetTimestamp();
            Enqueue(time);
            Probe.Await(1);
            if (time >= 0)
            {
                latencies[time] = Stopwatch.GetElapsedTime(started, Probe.LastAt).TotalMilliseconds;
            }
        }

        return latencies;
    }

    /// <summary>Jobs served and enqueued a second while one thread enqueues as fast as it can.</summary>
    public (double Served, double Enqueued) ServeBesideProducer(int jobs)
    {
        Figures.PerSecond(jobs, Enqueue);
        Probe.Reset();
        var stop = false;
        var (enqueued, started) = (0, Stopwatch.GetTimestamp());
        var producer = new Thread(() =>
        {
            for (; !Volatile.Read(ref stop); enqueued++)
            {
                Enqueue(enqueued);
            }
        });
        using (Serve())
        {
            producer.Start();
            Probe.Await(jobs);
            var served = Probe.Rate;
            Volatile.Write(ref stop, true);
            producer.Join();
            return (served, enqueued / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    private BackgroundJobServer Serve() => new(new BackgroundJobServerOptions { WorkerCount = Workers }, storage);
}

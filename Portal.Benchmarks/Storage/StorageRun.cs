using Hangfire;
using Hangfire.InMemory;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Benchmarks.Storage;

/// <summary>
/// Enqueueing and processing through our storage as a share of what a bare loop reaches on the same disk, and how little a busy
/// producer takes from the workers. Hangfire.InMemory stands beside: what Hangfire itself costs. Medians of three rounds. Then the
/// dashboard over many jobs, and whether kills lose any.
/// </summary>
internal static class StorageRun
{
    private const int Rounds = 3;
    private const int Jobs = 6000;
    private const double ShareOfBareLoop = 0.6;
    private const double ShareBesideProducer = 0.8;
    private const double TimesOfMemory = 10;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var folder = Directory.CreateDirectory(Path.Combine("data", $"benchmark-{Guid.NewGuid():N}"));
        try
        {
            var rounds = new List<Round>();
            for (var round = 0; round < Rounds; round++)
            {
                rounds.Add(await Take(Path.Combine(folder.FullName, $"{round}")));
            }

            var table = new Table(output);
            var figures = Report(table, rounds);
            Report(table, Dashboard.Take(Path.Combine(folder.FullName, "dashboard.db")));
            var kills = Report(table, Kills.Count(Path.Combine(folder.FullName, "kills.db")));
            return kills.Reached ? figures : kills;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Round> Take(string path)
    {
        using var bare = new BareLoop($"{path}-bare.db", Synchronous.Normal);
        var bareEnqueue = Figures.PerSecond(Jobs, bare.Enqueue);
        var bareProcess = Figures.PerSecond(Jobs, bare.Process);
        using var storage = new SQLiteStorage($"{path}.db", new SQLiteStorageOptions());
        var ours = await Take(storage);
        var memory = await Take(new InMemoryStorage());
        return new Round(bareEnqueue, bareProcess, ours, memory);
    }

    private static async Task<Figure> Take(JobStorage storage)
    {
        var loop = new HangfireLoop(storage);
        loop.Process(200);
        var enqueue = Figures.PerSecond(Jobs, loop.Enqueue);
        var process = loop.ServeAll(Jobs);
        var (served, enqueued) = loop.ServeBesideProducer(Jobs);
        var latencies = await loop.Latencies(1000);
        return new Figure(enqueue, process, served, enqueued, latencies.Percentile(50), latencies.Percentile(99));
    }

    private static Outcome Report(Table table, List<Round> rounds)
    {
        var enqueue = rounds.Select(round => round.Ours.Enqueue / round.BareEnqueue).Median();
        var process = rounds.Select(round => round.Ours.Process / round.BareProcess).Median();
        var producer = rounds.Select(round => round.Ours.Served / round.Ours.Process).Median();
        var latency = rounds.Select(round => round.Ours.Most / round.Memory.Most).Median();
        table.Head("synchronous=NORMAL, 8 workers, jobs that do nothing", "bare loop", "ours", "InMemory", "ours / bare");
        table.Line("enqueue, one thread, jobs/s", Of(r => r.BareEnqueue), Of(r => r.Ours.Enqueue), Of(r => r.Memory.Enqueue), enqueue);
        table.Line("process, jobs/s", Of(r => r.BareProcess), Of(r => r.Ours.Process), Of(r => r.Memory.Process), process);
        table.Head("", "", "ours", "InMemory", "ratio");
        table.Line("process beside a busy producer, jobs/s", double.NaN, Of(r => r.Ours.Served), Of(r => r.Memory.Served), producer);
        table.Line("the producer meanwhile, jobs/s", double.NaN, Of(r => r.Ours.Enqueued), Of(r => r.Memory.Enqueued));
        table.Line("from enqueue to start when idle, p50, ms", double.NaN, Of(r => r.Ours.Half), Of(r => r.Memory.Half));
        table.Line("from enqueue to start when idle, p99, ms", double.NaN, Of(r => r.Ours.Most), Of(r => r.Memory.Most), latency);
        return Outcome.Worst(
            Outcome.AtLeast(ShareOfBareLoop, enqueue),
            Outcome.AtLeast(ShareOfBareLoop, process),
            Outcome.AtLeast(ShareBesideProducer, producer),
            Outcome.AtMost(TimesOfMemory, latency));

        double Of(Func<Round, double> figure) => rounds.Select(figure).Median();
    }

    private static void Report(Table table, (double Statistics, double Succeeded, double Enqueued) dashboard)
    {
        table.Head("the dashboard over 100,000 jobs, ms", "", "ours");
        table.Line("statistics", double.NaN, dashboard.Statistics);
        table.Line("a page of fifty that succeeded", double.NaN, dashboard.Succeeded);
        table.Line("a page of fifty that wait", double.NaN, dashboard.Enqueued);
    }

    /// <summary>Not one may be missing.</summary>
    private static Outcome Report(Table table, (long Enqueued, long Queued) kills)
    {
        table.Head("killed fifteen times while four threads enqueue", "", "jobs", "in a queue");
        table.Line("", double.NaN, kills.Enqueued, kills.Queued);
        return Outcome.AtLeast(1, (double)kills.Queued / kills.Enqueued);
    }

    private sealed record Round(double BareEnqueue, double BareProcess, Figure Ours, Figure Memory);

    private sealed record Figure(double Enqueue, double Process, double Served, double Enqueued, double Half, double Most);
}

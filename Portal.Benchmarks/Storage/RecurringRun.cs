using System.Diagnostics;
using Hangfire;
using Hangfire.Client;
using Hangfire.InMemory;
using Hangfire.Server;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Benchmarks.Storage;

/// <summary>
/// Ten thousand recurring jobs: all of them due at once, and all of them written again without a change, as a timetable does at every
/// start. Against Hangfire.InMemory in the same run: how much keeping them on a disk costs. Medians of three rounds.
/// </summary>
internal static class RecurringRun
{
    private const int Rounds = 3;
    private const int Jobs = 10_000;
    private const double TimesOfMemory = 20;

    public static Task<Outcome> Measure(TextWriter output)
    {
        var folder = Directory.CreateDirectory(Path.Combine("data", $"benchmark-{Guid.NewGuid():N}"));
        try
        {
            var rounds = new List<(Figure Ours, Figure Memory)>();
            for (var round = 0; round < Rounds; round++)
            {
                using var storage = new SQLiteStorage(Path.Combine(folder.FullName, $"{round}.db"), new SQLiteStorageOptions());
                rounds.Add((Take(storage), Take(new InMemoryStorage())));
            }

            return Task.FromResult(Report(new Table(output), rounds));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Figure Take(JobStorage storage)
    {
        var manager = new RecurringJobManager(storage);
        var add = Milliseconds(() => AddAll(manager));
        var unchanged = Milliseconds(() => AddAll(manager));
        MakeDue(storage);
        var pass = Milliseconds(() => Pass(storage));
        var enqueued = storage.GetMonitoringApi().EnqueuedCount("default");
        return enqueued == Jobs ? new(add, unchanged, pass) : throw new InvalidOperationException($"Of {Jobs} jobs that were due {enqueued} were enqueued.");
    }

    private static void AddAll(RecurringJobManager manager)
    {
        for (var job = 0; job < Jobs; job++)
        {
            manager.AddOrUpdate($"tenant-{job}:sync", () => Probe.Run(), "0 * * * *");
        }
    }

    /// <summary>As if they were written yesterday and nobody had looked since this hour began; a clock that is set would not be the storage's own in both.</summary>
    private static void MakeDue(JobStorage storage)
    {
        using var connection = storage.GetConnection();
        using var transaction = connection.CreateWriteTransaction();
        var now = TimeProvider.System.GetUtcNow();
        var moment = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var yesterday = $"{moment.AddDays(-1).ToUnixTimeMilliseconds()}";
        for (var job = 0; job < Jobs; job++)
        {
            transaction.AddToSet("recurring-jobs", $"tenant-{job}:sync", moment.ToUnixTimeSeconds());
            transaction.SetRangeInHash($"recurring-job:tenant-{job}:sync", [new("CreatedAt", yesterday), new("NextExecution", $"{moment.ToUnixTimeMilliseconds()}")]);
        }

        transaction.Commit();
    }

    /// <summary>What every server does once a second: takes whatever is due.</summary>
    private static void Pass(JobStorage storage)
    {
        var scheduler = new RecurringJobScheduler(new BackgroundJobFactory(), TimeSpan.FromTicks(1));
        scheduler.Execute(new BackgroundProcessContext(
            "benchmark", storage, new Dictionary<string, object>(), Guid.Empty, CancellationToken.None, CancellationToken.None, CancellationToken.None));
    }

    private static double Milliseconds(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static Outcome Report(Table table, List<(Figure Ours, Figure Memory)> rounds)
    {
        table.Head($"{Jobs:#,0} recurring jobs, synchronous=NORMAL", "ours", "InMemory", "times");
        Times("add all, ms", figure => figure.Add);
        var unchanged = Times("add all again without a change, ms", figure => figure.Unchanged);
        var pass = Times("one pass with all of them due, ms", figure => figure.Pass);
        return Outcome.Worst(Outcome.AtMost(TimesOfMemory, pass), Outcome.AtMost(TimesOfMemory, unchanged));

        double Times(string name, Func<Figure, double> figure)
        {
            var times = rounds.Select(round => figure(round.Ours) / figure(round.Memory)).Median();
            table.Line(name, rounds.Select(round => figure(round.Ours)).Median(), rounds.Select(round => figure(round.Memory)).Median(), times);
            return times;
        }
    }

    private sealed record Figure(double Add, double Unchanged, double Pass);
}

using System.Diagnostics;
using Hangfire.States;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Benchmarks.Storage;

/// <summary>What the jobs dashboard asks for while a hundred thousand jobs lie in the file, half of them waiting; its statistics are asked for every two seconds by every open tab.</summary>
internal static class Dashboard
{
    private const int Jobs = 100_000;

    /// <summary>Milliseconds: the statistics, a page of what is done, and a page of what waits.</summary>
    public static (double Statistics, double Succeeded, double Enqueued) Take(string file)
    {
        using var storage = new SQLiteStorage(file, new SQLiteStorageOptions());
        storage.Writer.Run(Fill);
        var monitor = storage.GetMonitoringApi();
        return (Median(() => monitor.GetStatistics()), Median(() => monitor.SucceededJobs(1000, 50)), Median(() => monitor.EnqueuedJobs("default", 1000, 50)));
    }

    private static void Fill(Database db)
    {
        db.Once($$"""
            WITH RECURSIVE Number (N) AS (SELECT 1 UNION ALL SELECT N + 1 FROM Number WHERE N < {{Jobs}})
            INSERT INTO Job (Id, StateId, StateName, Type, Method, ParameterTypes, Arguments, CreatedAt)
            SELECT N, 1, CASE N % 2 WHEN 0 THEN '{{EnqueuedState.StateName}}' ELSE '{{SucceededState.StateName}}' END,
                '{{typeof(Probe).FullName}}, {{typeof(Probe).Assembly.GetName().Name}}', '{{nameof(Probe.Run)}}', '[]', '[]', 1795435200000 FROM Number
            """);
        db.Once("INSERT INTO State (JobId, Id, Name, CreatedAt, Data) SELECT Id, 1, StateName, CreatedAt, '{}' FROM Job");
        db.Once($"INSERT INTO JobQueue (Queue, JobId) SELECT 'default', Id FROM Job WHERE StateName = '{EnqueuedState.StateName}'");
    }

    private static double Median(Action read) => Enumerable.Range(0, 50).Select(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        read();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }).Median();
}

using System.Diagnostics;
using Hangfire;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Benchmarks.Storage;

/// <summary>
/// A process that enqueues on four threads is killed as <c>kill -9</c> does, again and again, each time a little later. A job that is in
/// the state Enqueued but in no queue would never run.
/// </summary>
internal static class Kills
{
    /// <summary>The word that makes this program such a process; the file follows it.</summary>
    public const string Word = "flood";

    private const int Times = 15;
    private const int Threads = 4;

    /// <summary>How many jobs were enqueued, and how many of them are in a queue.</summary>
    public static (long Enqueued, long Queued) Count(string file)
    {
        for (var time = 0; time < Times; time++)
        {
            Kill(file, lines: 3 + time);
        }

        // Opens and closes it as the next start would, so that what the dead left is settled.
        new SQLiteStorage(file, new SQLiteStorageOptions()).Dispose();
        using var db = Database.OpenToRead(file);
        return (
            db.Sql("SELECT count(*) FROM Job WHERE StateName = 'Enqueued'").Number() ?? 0,
            db.Sql("SELECT count(*) FROM Job WHERE StateName = 'Enqueued' AND EXISTS (SELECT 1 FROM JobQueue WHERE JobId = Job.Id)").Number() ?? 0);
    }

    /// <summary>Never returns.</summary>
    public static void Flood(string file)
    {
        var client = new BackgroundJobClient(new SQLiteStorage(file, new SQLiteStorageOptions()));
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() => Enqueue(client))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static void Enqueue(BackgroundJobClient client)
    {
        for (var job = 1; ; job++)
        {
            client.Enqueue(() => Probe.Run());
            if (job % 50 == 0)
            {
                Console.WriteLine(job);
            }
        }
    }

    private static void Kill(string file, int lines)
    {
        using var flood = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(Kills).Assembly.Location, Word, file]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The flood could not be started.");
        for (var line = 0; line < lines; line++)
        {
            flood.StandardOutput.ReadLine();
        }

        flood.Kill();
        flood.WaitForExit();
    }
}

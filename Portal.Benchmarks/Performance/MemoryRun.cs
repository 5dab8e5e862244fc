using System.Diagnostics;

namespace Portal.Benchmarks.Performance;

/// <summary>
/// The memory that a report of 4 million rows takes from download to commit, of keywords and of search terms with a million texts: the
/// process's peak over its working set before. Making the files comes before, in the same process, and can only make the figure worse.
/// </summary>
internal static class MemoryRun
{
    private const int Rows = 4_000_000;
    private const double MostMegabytes = 150;
    private const double Megabyte = 1024 * 1024;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var table = new Table(output);
        table.Head($"about {Rows:N0} rows, download to commit", "rows/s", "writing, s", "idle, MB", "peak, MB", "above, MB");
        return Outcome.Worst(await MeasureAsync(table, "keywords", hasTerms: false), await MeasureAsync(table, "search terms", hasTerms: true));
    }

    /// <summary>The peak is the process's since its start, so the second report's can be the first one's.</summary>
    private static async Task<Outcome> MeasureAsync(Table table, string name, bool hasTerms)
    {
        var sample = ReportSample.OfAbout(Rows, hasTerms);
        await using var database = await BenchmarkDatabase.CreateAsync(TimeProvider.System);
        var zip = Path.Combine(database.Folder, "report.zip");
        sample.WriteZip(zip);
        await using var server = await IngestRun.ServeAsync(zip);

        var idle = WorkingSet().Now / Megabyte;
        var taken = await IngestRun.IngestAsync(database, sample.Target, new Uri(server.Urls.Single()));
        var peak = WorkingSet().Peak / Megabyte;
        await IngestRun.CheckAsync(database, sample);
        table.Line(name, sample.Rows / taken.Whole.TotalSeconds, taken.Others.TotalSeconds, idle, peak, peak - idle);
        return Outcome.AtMost(MostMegabytes, peak - idle);
    }

    private static (long Now, long Peak) WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64, process.PeakWorkingSet64);
    }
}

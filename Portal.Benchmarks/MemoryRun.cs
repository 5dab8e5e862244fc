using System.Diagnostics;
using System.Globalization;

namespace Portal.Benchmarks;

/// <summary>
/// The memory that a keyword report of 4 million rows takes from download to commit: the process's peak over its working set before.
/// Whatever ran before in the process can only make the figure worse, so it has a process of its own. Argument: rows.
/// </summary>
internal static class MemoryRun
{
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(string[] args)
    {
        var clock = TimeProvider.System;
        var sample = ReportSample.OfAbout(args is [var rows, ..] ? int.Parse(rows, CultureInfo.InvariantCulture) : 4_000_000);
        await using var database = await BenchmarkDatabase.CreateAsync(clock);
        var zip = Path.Combine(database.Folder, "report.zip");
        sample.WriteZip(zip);
        await using var server = await IngestRun.ServeAsync(zip);

        var idle = WorkingSet().Now;
        var (whole, writing) = await IngestRun.IngestAsync(database, sample, new Uri(server.Urls.Single()), clock);
        var peak = WorkingSet().Peak;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows                    {sample.Rows:N0}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rate                    {sample.Rows / whole.TotalSeconds:N0} rows/s, {writing.TotalSeconds:0.0} of {whole.TotalSeconds:0.0} s writing"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working set idle, peak  {idle / Megabyte:0} MB, {peak / Megabyte:0} MB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"above idle              {(peak - idle) / Megabyte:0} MB (goal 150 MB)"));
    }

    private static (long Now, long Peak) WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64, process.PeakWorkingSet64);
    }
}

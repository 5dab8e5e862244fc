using System.Diagnostics;
using System.Runtime;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;

namespace Portal.Benchmarks.Performance;

/// <summary>
/// The memory that a report of 4 million rows takes from download to commit, of keywords and of search terms with a million texts, and a
/// bulk file of a million keywords, new and unchanged: the process's peak over its working set before, when all that is no longer needed
/// has been given back. Where the peak cannot be taken back, which only Linux can, that of one stands for all that follow, and can only make
/// a figure worse.
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
        return Outcome.Worst([await MeasureAsync(table, "keywords", hasTerms: false), await MeasureAsync(table, "search terms", hasTerms: true), .. await MeasureBulkAsync(table)]);
    }

    private static async Task<Outcome> MeasureAsync(Table table, string name, bool hasTerms)
    {
        var sample = ReportSample.OfAbout(Rows, hasTerms);
        await using var database = await BenchmarkDatabase.CreateAsync(TimeProvider.System);
        var zip = Path.Combine(database.Folder, "report.zip");
        sample.WriteZip(zip);
        await using var server = await IngestRun.ServeAsync(zip);

        var idle = Rest();
        var taken = await IngestRun.IngestAsync(database, sample.Target, new Uri(server.Urls.Single()));
        var peak = Peak();
        await IngestRun.CheckAsync(database, sample);
        table.Line(name, sample.Rows / taken.Whole.TotalSeconds, taken.Others.TotalSeconds, idle, peak, peak - idle);
        return Outcome.AtMost(MostMegabytes, peak - idle);
    }

    private static async Task<Outcome[]> MeasureBulkAsync(Table table)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(TimeProvider.System);
        await AddAccountAsync(database);
        var zip = Path.Combine(database.Folder, "bulk.zip");
        BulkSample.WriteZip(zip);
        return [await TakeInAsync(table, "a million bulk keywords", database, zip, isNew: true), await TakeInAsync(table, "the same, unchanged", database, zip, isNew: false)];
    }

    private static async Task<Outcome> TakeInAsync(Table table, string name, BenchmarkDatabase database, string zip, bool isNew)
    {
        var (idle, started) = (Rest(), Stopwatch.GetTimestamp());
        await using var db = database.Open();
        var ingest = new EntityIngest(new EntityMirror(db, TimeProvider.System));
        var mirrored = await ingest.RunAsync(
            [() => Task.FromResult<Stream>(File.OpenRead(zip))], BulkSample.Account, new EntitySync(db.CurrentTenantId, BulkSample.Account), _ => { }, (_, _) => { }, CancellationToken.None);
        if (isNew != mirrored.Added > BulkSample.Keywords || mirrored.Changed + mirrored.Removed > 0)
        {
            throw new InvalidOperationException($"{mirrored.Added} were added, {mirrored.Changed} changed and {mirrored.Removed} removed.");
        }

        var peak = Peak();
        table.Line(name, BulkSample.Keywords / Stopwatch.GetElapsedTime(started).TotalSeconds, double.NaN, idle, peak, peak - idle);
        return Outcome.AtMost(MostMegabytes, peak - idle);
    }

    private static async Task AddAccountAsync(BenchmarkDatabase database)
    {
        await using var db = database.Open();
        var now = TimeProvider.System.GetUtcNow();
        var login = Connection.Open(db.CurrentTenantId, 1, "maria@contoso.example", default, now);
        var found = new DiscoveredAccount(BulkSample.Account, "X0000001", "Contoso", new(250001), "Contoso", new(250001), "EUR", "BrusselsCopenhagenMadridParis", "Active", null, 41);
        db.AddRange(login, new AdsAccount(db.CurrentTenantId, login.Id, found, now));
        await db.SaveChangesAsync();
    }

    /// <summary>What the process has when it does nothing; a peak is counted from here.</summary>
    private static double Rest()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        if (OperatingSystem.IsLinux())
        {
            // proc(5): five takes the peak back to what is now.
            File.WriteAllText("/proc/self/clear_refs", "5");
        }

        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / Megabyte;
    }

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / Megabyte;
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Performance;

namespace Portal.Benchmarks;

/// <summary>
/// Report rows a second from the download to the commit, once into an empty table and once over the same rows, against
/// <see cref="SqliteShell"/>. Argument: rows, 1,000,000 when left out.
/// </summary>
internal static class IngestRun
{
    public static async Task RunAsync(string[] args)
    {
        var clock = TimeProvider.System;
        var sample = ReportSample.OfAbout(args is [var rows, ..] ? int.Parse(rows, CultureInfo.InvariantCulture) : 1_000_000);
        await using var database = await BenchmarkDatabase.CreateAsync(clock);
        var zip = Path.Combine(database.Folder, "report.zip");
        var csv = Path.Combine(database.Folder, "rows.csv");
        sample.WriteZip(zip);
        sample.WriteCsv(csv);
        await using var server = await ServeAsync(zip);
        var address = new Uri(server.Urls.Single());

        var shell = await SqliteShell.ImportAsync(database.Folder, csv, clock);
        var first = await IngestAsync(database, sample, address, clock);
        var again = await IngestAsync(database, sample, address, clock);

        Print("sqlite3 .import", sample.Rows, shell);
        Print("portal, empty table", sample.Rows, first.Whole);
        Print("  of it writing", sample.Rows, first.Writing);
        Print("portal, same rows again", sample.Rows, again.Whole);
        Print("  of it writing", sample.Rows, again.Writing);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio to sqlite3: {shell / first.Whole:0.00} (goal 0.60)"));
    }

    /// <summary>How long it takes from the request to the commit, and how much of that other writers have to wait.</summary>
    internal static async Task<(TimeSpan Whole, TimeSpan Writing)> IngestAsync(BenchmarkDatabase database, ReportSample sample, Uri address, TimeProvider clock)
    {
        using var http = new HttpClient();
        await using var db = database.Open();
        var started = clock.GetTimestamp();
        var read = started;
        await using var download = await http.GetStreamAsync(address);
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var ingest = new ReportIngest(new PerformanceWriter(db, clock));
        var done = await ingest.RunAsync(download, sample.Target, paris, (_, _) => read = clock.GetTimestamp(), _ => { }, CancellationToken.None);
        var (whole, writing) = (clock.GetElapsedTime(started), clock.GetElapsedTime(read));
        var stored = await db.KeywordDays.CountAsync();
        return stored == sample.Rows && done.Rows == sample.Rows
            ? (whole, writing)
            : throw new InvalidOperationException($"{stored} rows are stored instead of {sample.Rows}.");
    }

    internal static async Task<WebApplication> ServeAsync(string file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => Results.File(file, "application/zip"));
        await app.StartAsync();
        return app;
    }

    private static void Print(string name, int rows, TimeSpan elapsed) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24} {elapsed.TotalSeconds,7:0.00} s {rows / elapsed.TotalSeconds,12:N0} rows/s"));
}

using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Benchmarks.Performance;

/// <summary>
/// Report rows a second from the download to the commit, into an empty table and over the same rows, against <see cref="SqliteShell"/>
/// and, where PostgreSQL is installed, there against <see cref="StagedCopy"/>.
/// </summary>
internal static class IngestRun
{
    private const int Rows = 1_000_000;
    private const int Rounds = 3;
    private const double ShareOfShell = 1.0;
    private const double ShareOfCopy = 0.6;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var rounds = new List<Round>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await Take());
        }

        var table = new Table(output);
        table.Head("keyword rows, download to commit", "rows/s", "others wait, s");
        table.Line("sqlite3 .import, same key and index", Of(round => Rows / round.Shell.TotalSeconds));
        table.Line("into an empty table", Of(round => Rows / round.First.Whole.TotalSeconds), Of(round => round.First.Others.TotalSeconds));
        table.Line("the same rows again", Of(round => Rows / round.Again.Whole.TotalSeconds), Of(round => round.Again.Others.TotalSeconds));
        table.Line("reading the file alone, our reader", Of(round => Rows / round.Ours.TotalSeconds));
        table.Line("reading the file alone, CsvHelper", Of(round => Rows / round.CsvHelper.TotalSeconds));
        var ofShell = Outcome.AtLeast(ShareOfShell, Of(round => round.Shell / round.First.Whole));
        return await MeasurePostgreSqlAsync(table, output) is { } ofCopy ? Outcome.Worst(ofShell, ofCopy) : ofShell;

        double Of(Func<Round, double> figure) => rounds.Select(figure).Median();
    }

    private static async Task<Outcome?> MeasurePostgreSqlAsync(Table table, TextWriter output)
    {
        await using var server = await PostgreSqlServer.StartAsync();
        if (server is null)
        {
            await output.WriteLineAsync("PostgreSQL is not installed: its half is left out.");
            return null;
        }

        var rounds = new List<(TimeSpan Copy, IngestTimes First, IngestTimes Again)>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await TakePostgreSqlAsync(server));
        }

        table.Line("PostgreSQL: COPY, INSERT … ON CONFLICT", Of(round => Rows / round.Copy.TotalSeconds));
        table.Line("PostgreSQL: into an empty table", Of(round => Rows / round.First.Whole.TotalSeconds), Of(round => round.First.Others.TotalSeconds));
        table.Line("PostgreSQL: the same rows again", Of(round => Rows / round.Again.Whole.TotalSeconds), Of(round => round.Again.Others.TotalSeconds));
        return Outcome.AtLeast(ShareOfCopy, Of(round => round.Copy / round.First.Whole));

        double Of(Func<(TimeSpan Copy, IngestTimes First, IngestTimes Again), double> figure) => rounds.Select(figure).Median();
    }

    private static async Task<(TimeSpan Copy, IngestTimes First, IngestTimes Again)> TakePostgreSqlAsync(PostgreSqlServer postgreSql)
    {
        var sample = ReportSample.OfAbout(Rows);
        await using var database = await BenchmarkDatabase.CreateAsync(TimeProvider.System, postgreSql);
        var zip = Path.Combine(database.Folder, "report.zip");
        var csv = Path.Combine(database.Folder, "rows.csv");
        sample.WriteZip(zip);
        sample.WriteCsv(csv);
        await using var server = await ServeAsync(zip);
        var address = new Uri(server.Urls.Single());
        var copy = await StagedCopy.ImportAsync(database.AsSuperuser ?? throw new InvalidOperationException("The database is a file."), csv, TimeProvider.System);
        var first = await IngestAsync(database, sample.Target, address);
        await CheckAsync(database, sample);
        var again = await IngestAsync(database, sample.Target, address);
        await CheckAsync(database, sample);
        return (copy, first, again);
    }

    internal static async Task<IngestTimes> IngestAsync(BenchmarkDatabase database, ReportTarget target, Uri address)
    {
        var clock = TimeProvider.System;
        using var http = new HttpClient();
        await using var db = database.Open();
        var started = clock.GetTimestamp();
        var (downloaded, read, written) = (0L, 0L, 0L);
        await using var download = await http.GetStreamAsync(address);
        var ingest = new ReportIngest(new PerformanceWriter(db, clock));
        await ingest.RunAsync(download, target, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"), Progress, _ => written = clock.GetTimestamp(), CancellationToken.None);
        return new(clock.GetElapsedTime(started, downloaded), clock.GetElapsedTime(downloaded, read), clock.GetElapsedTime(read, written), clock.GetElapsedTime(written));

        void Progress(long rows, long of) => (downloaded, read) = (rows == 0 ? clock.GetTimestamp() : downloaded, clock.GetTimestamp());
    }

    /// <summary>A fast answer with rows missing would be worth nothing.</summary>
    internal static async Task CheckAsync(BenchmarkDatabase database, ReportSample sample)
    {
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync();

        // Counting reads the whole table: mapped, it would be the process's peak in whatever is measured next.
        await using var unmapped = await UnmappedPages.BeginAsync(db);
        var stored = sample.Target.Report == ReportKind.SearchTerm ? await db.SearchTermDays.CountAsync() : await db.KeywordDays.CountAsync();
        if (stored != sample.Rows)
        {
            throw new InvalidOperationException($"{stored} rows are stored instead of {sample.Rows}.");
        }
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

    private static async Task<Round> Take()
    {
        var sample = ReportSample.OfAbout(Rows);
        await using var database = await BenchmarkDatabase.CreateAsync(TimeProvider.System);
        var zip = Path.Combine(database.Folder, "report.zip");
        var csv = Path.Combine(database.Folder, "rows.csv");
        sample.WriteZip(zip);
        sample.WriteCsv(csv);
        await using var server = await ServeAsync(zip);
        var address = new Uri(server.Urls.Single());
        var shell = await SqliteShell.ImportAsync(database.Folder, csv, TimeProvider.System);
        var first = await IngestAsync(database, sample.Target, address);
        await CheckAsync(database, sample);
        var again = await IngestAsync(database, sample.Target, address);
        await CheckAsync(database, sample);
        var report = Path.Combine(database.Folder, "report.csv");
        await using (var archive = await ZipFile.OpenReadAsync(zip))
        {
            await archive.Entries.Single().ExtractToFileAsync(report);
        }

        var (ours, csvHelper) = ReadingRace.Run(report, sample, TimeProvider.System);
        return new Round(shell, first, again, ours, csvHelper);
    }

    private sealed record Round(TimeSpan Shell, IngestTimes First, IngestTimes Again, TimeSpan Ours, TimeSpan CsvHelper);
}

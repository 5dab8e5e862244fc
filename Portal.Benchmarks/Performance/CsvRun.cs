using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Portal.Infrastructure.Performance;

namespace Portal.Benchmarks.Performance;

/// <summary>Why the report is not read with CsvHelper: the same unzipped rows through it and through our reader, numbers parsed in both.</summary>
internal static class CsvRun
{
    private const int Rows = 1_000_000;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var sample = ReportSample.OfAbout(Rows);
        await using var database = await BenchmarkDatabase.CreateAsync(TimeProvider.System);
        var zip = Path.Combine(database.Folder, "report.zip");
        sample.WriteZip(zip);

        var library = await Take(zip, csv => Library(csv));
        var ours = await Take(zip, csv => Ours(csv, sample));
        var table = new Table(output);
        table.Head("unzip and parse", "rows/s", "bytes/row");
        table.Line("CsvHelper", library.Rate, library.Bytes);
        table.Line("ours", ours.Rate, ours.Bytes);
        return Outcome.AtLeast(2, ours.Rate / library.Rate);
    }

    private static async Task<(double Rate, double Bytes)> Take(string zip, Func<Stream, long> read)
    {
        await using var file = File.OpenRead(zip);
        using var archive = await ReportArchive.SpoolAsync(file, CancellationToken.None);
        await using var csv = archive.OpenCsv();
        var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var rows = read(csv);
        return (rows / Stopwatch.GetElapsedTime(started).TotalSeconds, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / rows);
    }

    private static long Ours(Stream csv, ReportSample sample)
    {
        using var reader = new ReportReader(csv, sample.Target);
        while (reader.Read(out _))
        {
        }

        return reader.Rows;
    }

    private static long Library(Stream csv)
    {
        using var parser = new CsvParser(new StreamReader(csv), new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false });
        var rows = 0L;
        while (parser.Read())
        {
            if (parser.Count < 10 || parser[0] == "TimePeriod")
            {
                continue;
            }

            rows++;
            _ = DateOnly.ParseExact(parser[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            for (var column = 1; column < 10; column++)
            {
                _ = column < 7
                    ? long.Parse(parser[column], CultureInfo.InvariantCulture)
                    : (long)(decimal.Parse(parser[column], CultureInfo.InvariantCulture) * 1_000_000);
            }
        }

        return rows;
    }
}

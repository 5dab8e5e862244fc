using Portal.Domain.Sync;

namespace Portal.Benchmarks.Performance;

/// <summary>
/// A month of 10,000 campaigns at ten grains, one report after the other into one database, and where the time of each goes. Reading is
/// unpacking, checking and sorting, which run beside each other; writing is what other writers wait for, together with the commit.
/// </summary>
internal static class MonthRun
{
    private const int Campaigns = 10_000;
    private const double MostMinutes = 2;

    private static readonly ReportKind[] Grains =
    [
        ReportKind.Account, ReportKind.Campaign, ReportKind.AdGroup, ReportKind.Keyword, ReportKind.Ad,
        ReportKind.SearchTerm, ReportKind.Geography, ReportKind.Device, ReportKind.Audience, ReportKind.AssetGroup,
    ];

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var table = new Table(output);
        table.Head($"a month of {Campaigns:N0} campaigns", "rows", "rows/s", "download, s", "reading, s", "writing, s", "commit, s");
        await using var database = await BenchmarkDatabase.CreateAsync(TimeProvider.System);
        var (all, rows) = (new IngestTimes(), 0);
        foreach (var grain in Grains)
        {
            var sample = new MonthSample(grain, Campaigns);
            var zip = Path.Combine(database.Folder, $"{grain}.zip");
            sample.WriteZip(zip);
            await using var server = await IngestRun.ServeAsync(zip);
            var times = await IngestRun.IngestAsync(database, sample.Target, new Uri(server.Urls.Single()));
            Line(grain.ToString(), sample.Rows, times);
            (all, rows) = (all + times, rows + sample.Rows);
        }

        Line("all", rows, all);
        return Outcome.AtMost(MostMinutes, all.Whole.TotalMinutes);

        void Line(string name, int count, IngestTimes times) => table.Line(
            name, count, count / times.Whole.TotalSeconds, times.Download.TotalSeconds, times.Reading.TotalSeconds, times.Writing.TotalSeconds, times.Commit.TotalSeconds);
    }
}

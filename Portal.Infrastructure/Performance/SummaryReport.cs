using Portal.Domain.Ads;
using Portal.Domain.Performance;

namespace Portal.Infrastructure.Performance;

/// <summary>An account's own sums over a period, as one row without days: cheap to ask for, and Microsoft's word on what the days must add up to.</summary>
internal static class SummaryReport
{
    public const string Type = "AccountPerformanceReportRequest";

    public static IReadOnlyList<string> Columns { get; } = ["AccountId", "Impressions", "Clicks", "Spend"];

    /// <exception cref="ReportRefusedException">The file is damaged, or not one row of this account at most.</exception>
    public static async Task<Totals> ReadAsync(Stream download, AdsId<AdsAccount> account, CancellationToken ct)
    {
        using var archive = await ReportArchive.SpoolAsync(download, ct);
        await using var csv = archive.OpenCsv();
        using var records = new CsvRecords(csv);
        var header = ReportHeader.Read(records);
        int[] places = [.. Columns.Select(name => Place(records, name))];
        var (sum, rows) = (default(Totals), 0L);
        while (records.Read())
        {
            if (records.Count > places.Max())
            {
                sum += Row(records, places, account);
                rows++;
            }
        }

        return rows == header.Rows ? sum : throw new ReportRefusedException($"The summary promises {header.Rows} rows and has {rows}.");
    }

    private static Totals Row(CsvRecords records, int[] places, AdsId<AdsAccount> account) =>
        ReportValues.TryWhole(records[places[0]], out var id) && id == account.Value
        && ReportValues.TryFixed(records[places[1]], 0, out var impressions)
        && ReportValues.TryFixed(records[places[2]], 0, out var clicks)
        && ReportValues.TryFixed(records[places[3]], 6, out var spend)
            ? new(impressions, clicks, spend, 0, 0)
            : throw new ReportRefusedException("The summary's row is of another account, or not readable.");

    private static int Place(CsvRecords names, string name) =>
        Enumerable.Range(0, names.Count).Where(field => names.Text(field) == name).Select(field => (int?)field).FirstOrDefault()
        ?? throw new ReportRefusedException($"The summary has no column {name}.");
}

using CsvHelper;
using Portal.Infrastructure.Performance;

namespace Portal.Benchmarks.Performance;

/// <summary>
/// The unpacked file into the rows that are stored, by our reader and with CsvHelper. Both read the values with <see cref="ReportValues"/>;
/// CsvHelper's side leaves out what our reader checks on the way.
/// </summary>
internal static class ReadingRace
{
    private const int Fields = 10;

    public static (TimeSpan Ours, TimeSpan CsvHelper) Run(string csv, ReportSample sample, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var ours = ReadOurs(csv, sample.Target);
        var between = clock.GetTimestamp();
        var theirs = ReadCsvHelper(csv);
        return ours == theirs && ours.Rows == sample.Rows
            ? (clock.GetElapsedTime(started, between), clock.GetElapsedTime(between))
            : throw new InvalidOperationException($"The readers see {ours.Rows} and {theirs.Rows} rows, or unlike sums.");
    }

    private static (long Rows, long Sum) ReadOurs(string csv, ReportTarget target)
    {
        using var reader = new ReportReader(File.OpenRead(csv), target);
        var sum = 0L;
        while (reader.Read(out var row))
        {
            sum += Sum(row);
        }

        return (reader.Rows, sum);
    }

    private static (long Rows, long Sum) ReadCsvHelper(string csv)
    {
        using var records = CsvReader.FromFile(csv, new CsvReaderOptions { HasHeader = false, MalformedData = CsvMalformedDataHandling.Throw });
        var (rows, sum) = (0L, 0L);
        while (records.Read())
        {
            // Lines of the header and the footer are shorter; the columns' names are no day.
            if (records.FieldCount == Fields && ReportValues.TryDay(records.GetSpan(0), out var day))
            {
                rows++;
                sum += Sum(Row(records, day));
            }
        }

        return (rows, sum);
    }

    private static ReportRow Row(CsvReader records, int day)
    {
        var row = new ReportRow { Day = day };
        var all = ReportValues.TryWhole(records.GetSpan(2), out row.CampaignId)
            && ReportValues.TryWhole(records.GetSpan(3), out row.First)
            && ReportValues.TryWhole(records.GetSpan(4), out row.Second)
            && ReportValues.TryFixed(records.GetSpan(5), 0, out row.Impressions)
            && ReportValues.TryFixed(records.GetSpan(6), 0, out row.Clicks)
            && ReportValues.TryFixed(records.GetSpan(7), 6, out row.SpendMicros)
            && ReportValues.TryFixed(records.GetSpan(8), 2, out row.ConversionHundredths)
            && ReportValues.TryFixed(records.GetSpan(9), 6, out row.RevenueMicros);
        return all ? row : throw new InvalidOperationException("A value is malformed.");
    }

    private static long Sum(in ReportRow row) => unchecked(
        row.Day + row.CampaignId + row.First + row.Second + row.Impressions + row.Clicks + row.SpendMicros + row.ConversionHundredths + row.RevenueMicros);
}

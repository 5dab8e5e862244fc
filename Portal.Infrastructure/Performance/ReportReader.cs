namespace Portal.Infrastructure.Performance;

/// <summary>
/// Reads a daily report row by row: header lines, an empty line, the columns' names, rows, an empty line, the copyright line.
/// Everything is checked on the way; only a file that was read to its end without an exception is whole.
/// </summary>
internal sealed class ReportReader : IDisposable
{
    private const int LongestHeader = 50;

    private readonly CsvRecords records;
    private readonly ReportTarget target;
    private readonly ReportColumns columns;

    /// <param name="csv">The unpacked file; it is closed with this reader.</param>
    /// <exception cref="ReportRefusedException">There is no header that says how many rows follow, or a column is missing.</exception>
    public ReportReader(Stream csv, ReportTarget target)
    {
        (records, this.target) = (new CsvRecords(csv), target);
        Header = ReportHeader.Of(ReadHeader());
        columns = new ReportColumns(records, target.Report);
    }

    public ReportHeader Header { get; }

    /// <summary>Rows of the file that were read so far, skipped ones included.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows that name no ad group or no keyword, as Performance Max campaigns have them; they are in the reports above.</summary>
    public long Skipped { get; private set; }

    /// <summary>The next row; false when the file ended as it should.</summary>
    /// <exception cref="ReportRefusedException">A value is malformed, the row is not of the target, or the number of rows is not the header's.</exception>
    public bool Read(out ReportRow row)
    {
        row = default;
        while (ReadFilled())
        {
            if (records.Count == 1)
            {
                ReadFooter();
                break;
            }

            if (records.Count != columns.Count)
            {
                throw Refused($"has {records.Count} fields instead of {columns.Count}");
            }

            Rows++;
            if (TryRow(ref row))
            {
                return true;
            }

            Skipped++;
        }

        return Rows == Header.Rows ? false : throw new ReportRefusedException($"The report promises {Header.Rows} rows and has {Rows}.");
    }

    public void Dispose() => records.Dispose();

    /// <summary>All lines up to the columns' names. Those of the header are <c>Name: value</c>; no column's name has a colon.</summary>
    private Dictionary<string, string> ReadHeader()
    {
        var lines = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (ReadFilled() && lines.Count < LongestHeader)
        {
            if (!records[0].Contains((byte)':'))
            {
                return lines;
            }

            var line = string.Join(',', Enumerable.Range(0, records.Count).Select(records.Text));
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            lines.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }

        throw new ReportRefusedException("The report has no line with the names of its columns.");
    }

    /// <summary>A keyword may read like the footer, but it stands among other fields; the footer stands alone and last.</summary>
    private void ReadFooter()
    {
        if (records[0].IndexOf("Microsoft Corporation"u8) < 0)
        {
            throw Refused("has one field only");
        }

        if (ReadFilled())
        {
            throw Refused("stands below the report's last line");
        }
    }

    private bool ReadFilled()
    {
        while (records.Read())
        {
            if (records.Count > 1 || !records[0].IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryRow(ref ReportRow row)
    {
        if (Whole(columns.Account, "AccountId") != target.AccountId.Value)
        {
            throw Refused("is of another account");
        }

        row.Day = Day();
        row.CampaignId = columns.Campaign is { } campaign ? Whole(campaign, "CampaignId") : 0;
        if (IsAbsent(columns.AdGroup) || IsAbsent(columns.Keyword))
        {
            return false;
        }

        row.First = columns.AdGroup is { } adGroup ? Whole(adGroup, "AdGroupId") : row.CampaignId;
        row.Second = columns.Keyword is { } keyword ? Whole(keyword, "KeywordId") : 0;
        row.Impressions = Number(columns.Impressions, "Impressions", 0);
        row.Clicks = Number(columns.Clicks, "Clicks", 0);
        row.SpendMicros = Number(columns.Spend, "Spend", 6);
        row.ConversionHundredths = Number(columns.Conversions, "ConversionsQualified", 2);
        row.RevenueMicros = Number(columns.Revenue, "Revenue", 6);
        return true;
    }

    private bool IsAbsent(int? column) => column is { } place && ReportValues.IsAbsent(records[place]);

    private int Day()
    {
        if (!ReportValues.TryDay(records[columns.Day], out var day))
        {
            throw Refused("has no readable TimePeriod");
        }

        return target.Period.Contains(DateOnly.FromDayNumber(day)) ? day : throw Refused("is of a day that was not asked for");
    }

    private long Whole(int column, string name) =>
        ReportValues.TryWhole(records[column], out var value) && value > 0 ? value : throw Refused($"has no readable {name}");

    /// <summary>No value counts as zero: the row is there, so something happened, but not this.</summary>
    private long Number(int column, string name, int decimals)
    {
        var text = records[column];
        if (ReportValues.IsAbsent(text))
        {
            return 0;
        }

        return ReportValues.TryFixed(text, decimals, out var value) ? value : throw Refused($"has no readable {name}");
    }

    private ReportRefusedException Refused(string what) => new($"Record {records.Number} of the report {what}.");
}

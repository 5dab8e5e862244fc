namespace Portal.Infrastructure.Performance;

/// <summary>
/// Reads a report row by row: header lines, an empty line, the columns' names, rows, an empty line, the copyright line.
/// Everything is checked on the way; only a file that was read to its end without an exception is whole.
/// </summary>
internal sealed class ReportReader : IDisposable
{
    private readonly CsvRecords records;
    private readonly ReportTarget target;
    private readonly ReportShape shape;
    private readonly ReportColumns columns;
    private readonly ReportWords? words;
    private readonly HashSet<int> days = [];
    private readonly HashSet<int> daysWithShares = [];

    /// <param name="csv">The unpacked file; it is closed with this reader.</param>
    /// <param name="target">What the file must be about.</param>
    /// <param name="words">Takes the texts of a report that has some in its key.</param>
    /// <exception cref="ReportRefusedException">There is no header that says how many rows follow, or a column is missing.</exception>
    public ReportReader(Stream csv, ReportTarget target, ReportWords? words = null)
    {
        (records, this.target, this.words) = (new CsvRecords(csv), target, words);
        shape = ReportShape.Of(target.Report);
        if (shape.Words is not null && words is null)
        {
            throw new ArgumentNullException(nameof(words), "The report's rows hold texts.");
        }

        Header = ReportHeader.Read(records);
        columns = new ReportColumns(records, shape);
    }

    public ReportHeader Header { get; }

    /// <summary>Rows of the file that were read so far, skipped ones included.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows that are not of this grain, as those of Performance Max without an ad group; they are in the reports above.</summary>
    public long Skipped { get; private set; }

    /// <summary>Days of a report of shares, by their numbers, that have rows and no share in any of them: it comes later, or was not computed.</summary>
    public IReadOnlySet<int> DaysWithoutShares => shape.Shares.Length == 0 ? new HashSet<int>() : days.Except(daysWithShares).ToHashSet();

    /// <summary>The next row; false when the file ended as it should.</summary>
    /// <exception cref="ReportRefusedException">A value is malformed, the row is not of the target, or the number of rows is not the header's.</exception>
    public bool Read(out ReportRow row)
    {
        row = default;
        while (records.ReadFilled())
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

    /// <summary>A keyword may read like the footer, but it stands among other fields; the footer stands alone and last.</summary>
    private void ReadFooter()
    {
        if (records[0].IndexOf("Microsoft Corporation"u8) < 0)
        {
            throw Refused("has one field only");
        }

        if (records.ReadFilled())
        {
            throw Refused("stands below the report's last line");
        }
    }

    private bool TryRow(ref ReportRow row)
    {
        if (Whole(columns.Account, "AccountId") != target.AccountId.Value)
        {
            throw Refused("is of another account");
        }

        ReadTime(ref row);
        if (!TryKey(ref row))
        {
            return false;
        }

        row.CampaignId = shape.HasCampaign ? Whole(columns.Campaign, "CampaignId") : row.First;
        var numbers = row.Numbers;
        for (var at = 0; at < columns.Measures.Length; at++)
        {
            numbers[at] = Number(columns.Measures[at], shape.Measures[at]);
        }

        if (columns.Shares.Length > 0)
        {
            ReadShares(ref row);
        }

        return true;
    }

    private void ReadShares(ref ReportRow row)
    {
        days.Add(row.Day);
        var shares = row.Shares;
        for (var at = 0; at < columns.Shares.Length; at++)
        {
            shares[at] = Share(columns.Shares[at], shape.Shares[at].Header);
            if (shares[at] != ReportRow.NoShare)
            {
                daysWithShares.Add(row.Day);
            }
        }
    }

    /// <summary>False when the row is not of this grain.</summary>
    private bool TryKey(ref ReportRow row)
    {
        var parts = row.Parts;
        for (var at = 0; at < columns.Keys.Length; at++)
        {
            var key = shape.Keys[at];
            if (key.Header is null)
            {
                parts[at] = Texts.NumberOf(records, columns.Words);
            }
            else if (!ReportValues.IsAbsent(records[columns.Keys[at]]) || key.IfAbsent == Absent.Refused)
            {
                parts[at] = Whole(columns.Keys[at], key.Header);
            }
            else if (key.IfAbsent == Absent.Named && Array.Exists(columns.Words, word => !ReportValues.IsAbsent(records[word])))
            {
                parts[at] = -Texts.NumberOf(records, columns.Words);
            }
            else if (key.IfAbsent == Absent.Zero)
            {
                parts[at] = 0;
                continue;
            }
            else
            {
                return false;
            }

            if (key.Words is not null)
            {
                Texts.Keep(parts[at], records, columns.Words);
            }
        }

        return true;
    }

    private ReportWords Texts => words ?? throw new InvalidOperationException("The report's rows hold no texts.");

    private void ReadTime(ref ReportRow row)
    {
        var text = records[columns.Day];
        if (!(shape.IsHourly ? ReportValues.TryHour(text, out row.Day, out row.Hour) : ReportValues.TryDay(text, out row.Day)))
        {
            throw Refused("has no readable TimePeriod");
        }

        if (!target.Period.Contains(DateOnly.FromDayNumber(row.Day)))
        {
            throw Refused("is of a day that was not asked for");
        }
    }

    private long Whole(int column, string name) =>
        ReportValues.TryWhole(records[column], out var value) && value > 0 ? value : throw Refused($"has no readable {name}");

    /// <summary>No value counts as zero: the row is there, so something happened, but not this.</summary>
    private long Number(int column, Measure measure)
    {
        var text = records[column];
        if (ReportValues.IsAbsent(text))
        {
            return 0;
        }

        return ReportValues.TryFixed(text, measure.Decimals, out var value) ? value : throw Refused($"has no readable {measure.Header}");
    }

    /// <summary>Basis points; what is not known yet or not computed stays so, and is no zero.</summary>
    private short Share(int column, string name)
    {
        var text = records[column];
        if (ReportValues.IsAbsent(text))
        {
            return ReportRow.NoShare;
        }

        return ReportValues.TryFixed(text is [.., (byte)'%'] ? text[..^1] : text, 2, out var value) && value is >= 0 and <= short.MaxValue
            ? (short)value
            : throw Refused($"has no readable {name}");
    }

    private ReportRefusedException Refused(string what) => new($"Record {records.Number} of the report {what}.");
}

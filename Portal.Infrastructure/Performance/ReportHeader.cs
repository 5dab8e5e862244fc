using System.Globalization;

namespace Portal.Infrastructure.Performance;

/// <summary>What stands above a report's rows: how far its numbers can be trusted, and how many they are.</summary>
/// <param name="TimeZone">As Microsoft wrote it: <c>(GMT-08:00) Pacific Time (US &amp; Canada); Tijuana</c>. It need not be the zone asked for.</param>
/// <param name="CompleteUntil">"Last Completed Available Day", a moment in UTC; null when the file does not say.</param>
/// <param name="CompleteUntilHour">"Last Completed Available Hour", likewise.</param>
/// <param name="MayBeIncomplete">"Potential Incomplete Data": the last day may still change.</param>
/// <param name="Rows">How many rows follow.</param>
/// <param name="ReportTime">The days the file says it covers, as Microsoft wrote them.</param>
public sealed record ReportHeader(
    string? TimeZone,
    DateTimeOffset? CompleteUntil,
    DateTimeOffset? CompleteUntilHour,
    bool MayBeIncomplete,
    long Rows,
    string? ReportTime)
{
    private const int LongestHeader = 50;

    // A date alone counts from its beginning, which is the careful reading.
    private static readonly string[] Moments = ["M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm tt", "M/d/yyyy H:mm:ss", "M/d/yyyy"];

    /// <param name="lines">The header's lines by the name before the colon.</param>
    /// <exception cref="ReportRefusedException">The number of rows is missing or unreadable: without it nobody knows whether the file is whole.</exception>
    internal static ReportHeader Of(IReadOnlyDictionary<string, string> lines) => new(
        lines.GetValueOrDefault("Time Zone"),
        Moment(lines, "Last Completed Available Day"),
        Moment(lines, "Last Completed Available Hour"),
        !string.Equals(lines.GetValueOrDefault("Potential Incomplete Data"), "false", StringComparison.OrdinalIgnoreCase),
        long.TryParse(lines.GetValueOrDefault("Rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? rows
            : throw new ReportRefusedException("The report does not say how many rows it has."),
        lines.GetValueOrDefault("Report Time"));

    /// <summary>All lines up to the columns' names, at which <paramref name="records"/> then stands. Those of the header are <c>Name: value</c>; no column's name has a colon.</summary>
    internal static ReportHeader Read(CsvRecords records)
    {
        var lines = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (records.ReadFilled() && lines.Count < LongestHeader)
        {
            if (!records[0].Contains((byte)':'))
            {
                return Of(lines);
            }

            var line = string.Join(',', Enumerable.Range(0, records.Count).Select(records.Text));
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            lines.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }

        throw new ReportRefusedException("The report has no line with the names of its columns.");
    }

    private static DateTimeOffset? Moment(IReadOnlyDictionary<string, string> lines, string name)
    {
        var text = lines.GetValueOrDefault(name)?.Replace("(GMT)", "", StringComparison.Ordinal).Trim();
        return DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime()
            : null;
    }
}

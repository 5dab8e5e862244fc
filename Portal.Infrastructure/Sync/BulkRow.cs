using System.Globalization;
using System.Text.Json;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>The record that a reader stands at, by the names of its columns.</summary>
internal sealed class BulkRow(CsvRecords records, BulkColumns columns)
{
    private static readonly string[] Moments = ["MM/dd/yyyy HH:mm:ss.FFFFFFF", "MM/dd/yyyy HH:mm", "M/d/yyyy H:mm:ss", "M/d/yyyy H:mm", "M/d/yyyy h:mm:ss tt"];

    public long Number => records.Number;

    public string Type => records.Text(columns.Type);

    /// <summary>Microsoft leaves it out where there is only one.</summary>
    public string Status => Text("Status") ?? "Active";

    public bool IsDeleted => records[columns.Status].SequenceEqual("Deleted"u8);

    public long Id => Whole("Id") ?? throw Refused("has no readable Id");

    /// <summary>0 where there is none.</summary>
    public long Parent => Whole("Parent Id") ?? 0;

    public string? Text(string column) => columns.Place(column) is { } place && records[place].Length > 0
        ? Clean(records.Text(place))
        : null;

    public long? Whole(string column)
    {
        if (columns.Place(column) is not { } place || records[place].IsEmpty)
        {
            return null;
        }

        return ReportValues.TryWhole(records[place], out var value) ? value : throw Refused($"has no readable {column}");
    }

    public long? Micros(string column)
    {
        if (columns.Place(column) is not { } place || ReportValues.IsAbsent(records[place]))
        {
            return null;
        }

        return ReportValues.TryFixed(records[place], 6, out var value) ? value : throw Refused($"has no readable {column}");
    }

    /// <summary>In UTC, as all moments of the file.</summary>
    public DateTimeOffset? Moment(string column) =>
        DateTimeOffset.TryParseExact(Text(column), Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    /// <summary>Several values in one cell, one a line.</summary>
    public string? Lines(string column) => Text(column) is { } text
        ? string.Join('\n', text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        : null;

    /// <summary>The texts of assets, and the places they are pinned to, one a line; a cell that is no list of assets is taken as one text.</summary>
    public (string? Texts, string? Pins) Assets(string column)
    {
        if (Text(column) is not { } text)
        {
            return (null, null);
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var assets = json.RootElement.EnumerateArray().Select(asset => (Text: OneLine(Property(asset, "text") ?? ""), Pin: Property(asset, "pinnedField") ?? "")).ToList();
            return (string.Join('\n', assets.Select(asset => asset.Text)), assets.Exists(asset => asset.Pin.Length > 0) ? string.Join('\n', assets.Select(asset => asset.Pin)) : null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (OneLine(text), null);
        }
    }

    public ReportRefusedException Refused(string what) => new($"Record {records.Number} of the bulk file {what}.");

    private static string? Property(JsonElement asset, string name) =>
        asset.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Clean(value.GetString() ?? "") : null;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>PostgreSQL has no place for a null character.</summary>
    private static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
}

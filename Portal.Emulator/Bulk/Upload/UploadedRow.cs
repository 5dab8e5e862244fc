using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>A row that somebody uploaded, by column names. An empty cell is an absent one; <c>delete_value</c> takes a setting away.</summary>
internal sealed class UploadedRow(IReadOnlyList<string> columns, IReadOnlyList<string> fields)
{
    public const string Delete = "delete_value";

    public string Type => this["Type"] ?? "";

    public long? Id => Long("Id");

    public long? ParentId => Long("Parent Id");

    public bool Deletes => this["Status"] == "Deleted";

    public IEnumerable<(string Column, string Value)> Filled => columns.Zip(fields).Where(cell => cell.Second.Length > 0);

    public string? this[string column] => Filled.FirstOrDefault(cell => cell.Column == column).Value;

    public long? Long(string column) => long.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The settings of <paramref name="pairs"/> (property of the API, column of bulk) that are filled; an empty text clears.</summary>
    public JsonObject Settings(params (string Property, string Column)[] pairs)
    {
        var item = new JsonObject();
        foreach (var (property, column) in pairs)
        {
            if (this[column] is { } value)
            {
                item[property] = value == Delete ? "" : value;
            }
        }

        return item;
    }

    public JsonArray? Listed(string column) => this[column] is { } text ? new([.. text.Split(';', StringSplitOptions.TrimEntries).Select(part => JsonValue.Create(part))]) : null;

    /// <summary>A day as bulk writes it, as the structure of the API; <c>delete_value</c> is a day so late that it means none.</summary>
    public JsonObject? Day(string column) => this[column] switch
    {
        null => null,
        Delete => Calls.Wire.Day(new DateOnly(2051, 1, 1)),
        var text => Calls.Wire.Day(DateOnly.TryParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"The value of '{column}' cannot be read.")),
    };
}

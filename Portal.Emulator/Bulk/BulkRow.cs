using System.Globalization;

namespace Portal.Emulator.Bulk;

/// <summary>One row to be written, by column names. The same object is filled again for the next row; what a file lacks is dropped.</summary>
internal sealed class BulkRow(BulkColumns columns)
{
    private readonly string?[] cells = new string?[columns.Names.Count];

    public ReadOnlySpan<string?> Cells => cells;

    public string? this[string column]
    {
        get => columns.Place(column) is { } place ? cells[place] : null;
        set
        {
            if (columns.Place(column) is { } place)
            {
                cells[place] = value;
            }
        }
    }

    public BulkRow Start(string type, string? status, long? id, long? parentId)
    {
        Array.Clear(cells);
        (this["Type"], this["Status"], this["Id"], this["Parent Id"]) = (type, status, Whole(id), Whole(parentId));
        return this;
    }

    public void Modified(DateTimeOffset moment) => this["Modified Time"] = moment.UtcDateTime.ToString("MM/dd/yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public void Day(string column, DateOnly? day) => this[column] = day?.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    public void Number(string column, decimal? amount) => this[column] = amount?.ToString("0.##", CultureInfo.InvariantCulture);

    public BulkRow Copy()
    {
        var copy = new BulkRow(columns);
        cells.CopyTo(copy.cells, 0);
        return copy;
    }

    public static string? Whole(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The columns of a file in their order.</summary>
internal sealed class BulkColumns
{
    private readonly Dictionary<string, int> places;

    public BulkColumns(IReadOnlyList<string> names)
    {
        Names = names;
        places = names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
    }

    public IReadOnlyList<string> Names { get; }

    public int? Place(string column) => places.TryGetValue(column, out var place) ? place : null;
}

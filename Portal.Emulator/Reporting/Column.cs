namespace Portal.Emulator.Reporting;

/// <summary>What a column is to the rules: an attribute makes rows, a measure is counted, a share excludes some attributes.</summary>
internal enum ColumnRole
{
    Attribute,
    Measure,
    Share,
}

/// <summary>A column of a report and how its value is written.</summary>
internal sealed record Column(string Name, ColumnRole Role, Action<Row, CsvText> Write)
{
    private static readonly Dictionary<string, Column> All = AttributeColumns.All.Concat(GrainColumns.All).Concat(MeasureColumns.All)
        .ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);

    public static Column Of(string name) => All[name];

    public static Column Text(string name, Func<Row, string?> value) => new(name, ColumnRole.Attribute, (row, csv) => csv.Field(value(row)));

    public static Column Id(string name, Func<Row, long?> value) => new(name, ColumnRole.Attribute, (row, csv) =>
    {
        if (value(row) is { } id)
        {
            csv.Whole(id);
        }
        else
        {
            csv.Field("");
        }
    });

    public static Column Amount(string name, Func<Row, decimal?> value) => new(name, ColumnRole.Attribute, (row, csv) =>
    {
        if (value(row) is { } amount)
        {
            csv.Hundredths((long)(amount * 100));
        }
        else
        {
            csv.Field("");
        }
    });
}

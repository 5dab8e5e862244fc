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
    private static readonly Dictionary<string, Column> All = AttributeColumns.All.Concat(MeasureColumns.All)
        .ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);

    public static Column Of(string name) => All[name];
}

/// <summary>How fine the rows are.</summary>
internal enum Grain
{
    Account,
    Campaign,
    AdGroup,
    Keyword,
    Ad,
    SearchQuery,
}

/// <summary>A report that can be asked for.</summary>
internal sealed record ReportKind(Grain Grain, string Columns)
{
    public static IReadOnlyList<ReportKind> All { get; } =
    [
        new(Grain.Account, ColumnNames.Account), new(Grain.Campaign, ColumnNames.Campaign), new(Grain.AdGroup, ColumnNames.AdGroup),
        new(Grain.Keyword, ColumnNames.Keyword), new(Grain.Ad, ColumnNames.Ad), new(Grain.SearchQuery, ColumnNames.SearchQuery),
    ];

    /// <summary>The class name that stands in a request's Type.</summary>
    public string Type => $"{Grain}PerformanceReportRequest";

    public string Title => $"{Grain}PerformanceReport";

    /// <summary>Lists its columns by name, in the order of the API's enum.</summary>
    public IReadOnlyDictionary<string, Column> ByName { get; } = Columns
        .Split(',', StringSplitOptions.TrimEntries).ToDictionary(name => name, Column.Of, StringComparer.OrdinalIgnoreCase);

    public static ReportKind? Of(string? type) => All.FirstOrDefault(kind => kind.Type == type);
}

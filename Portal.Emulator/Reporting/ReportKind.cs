namespace Portal.Emulator.Reporting;

/// <summary>How fine the rows are.</summary>
internal enum Grain
{
    Account,
    Campaign,
    AdGroup,
    AssetGroup,
    Keyword,
    Ad,
    SearchQuery,
    Place,
    Audience,
    Product,
}

/// <summary>A report that can be asked for.</summary>
internal sealed record ReportKind(string Title, Grain Grain, string Columns)
{
    public static IReadOnlyList<ReportKind> All { get; } =
    [
        new("AccountPerformanceReport", Grain.Account, ColumnNames.Account) { HasShares = true },
        new("CampaignPerformanceReport", Grain.Campaign, ColumnNames.Campaign) { HasShares = true },
        new("AdGroupPerformanceReport", Grain.AdGroup, ColumnNames.AdGroup) { HasShares = true },
        new("KeywordPerformanceReport", Grain.Keyword, ColumnNames.Keyword),
        new("AdPerformanceReport", Grain.Ad, ColumnNames.Ad),
        new("SearchQueryPerformanceReport", Grain.SearchQuery, ColumnNames.SearchQuery) { Required = ["SearchQuery"], HourlyMonths = 1 },
        new("GeographicPerformanceReport", Grain.Place, MoreColumnNames.Geographic) { HourlyDays = 14 },
        new("UserLocationPerformanceReport", Grain.Place, MoreColumnNames.UserLocation) { HourlyDays = 14 },
        new("AudiencePerformanceReport", Grain.Audience, MoreColumnNames.Audience) { Required = ["AudienceId"] },
        new("AssetGroupPerformanceReport", Grain.AssetGroup, MoreColumnNames.AssetGroup),
        new("ProductDimensionPerformanceReport", Grain.Product, MoreColumnNames.ProductDimension),
        new("ConversionPerformanceReport", Grain.Keyword, MoreColumnNames.Conversion) { IsAsFineAsItsColumns = true },
        new("GoalsAndFunnelsReport", Grain.Keyword, MoreColumnNames.GoalsAndFunnels) { IsAsFineAsItsColumns = true, HourlyMonths = 1, Required = ["Goal"], OnlyConverted = true },
        new("BudgetSummaryReport", Grain.Campaign, MoreColumnNames.BudgetSummary)
        {
            IsByDate = true, Months = 24, Required = ["AccountName", "AccountNumber", "CampaignName", "CurrencyCode", "Date"],
        },
    ];

    /// <summary>The class name that stands in a request's Type.</summary>
    public string Type => $"{Title}Request";

    /// <summary>Columns without which it is refused, besides those that every report needs.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>How long days are kept.</summary>
    public int Months { get; init; } = 36;

    /// <summary>How long hours are kept; <see cref="HourlyDays"/> goes before it.</summary>
    public int HourlyMonths { get; init; } = 6;

    public int? HourlyDays { get; init; }

    /// <summary>Impression shares that exclude other columns.</summary>
    public bool HasShares { get; init; }

    /// <summary>Rows are per keyword, ad group, campaign or account, by the columns that are asked for, and nothing is left out at any of them.</summary>
    public bool IsAsFineAsItsColumns { get; init; }

    /// <summary>Lists converted things only.</summary>
    public bool OnlyConverted { get; init; }

    /// <summary>Has a Date in place of aggregation and TimePeriod.</summary>
    public bool IsByDate { get; init; }

    /// <summary>Lists its columns by name, in the order of the API's enum.</summary>
    public IReadOnlyDictionary<string, Column> ByName { get; } = Columns
        .Split(',', StringSplitOptions.TrimEntries).ToDictionary(name => name, Column.Of, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether Performance Max can be in it at all.</summary>
    public bool KnowsPerformanceMax => Grain is Grain.Account or Grain.Campaign or Grain.AssetGroup || IsAsFineAsItsColumns || ByName.ContainsKey("CampaignType");

    public DateOnly Oldest(Aggregation aggregation, DateOnly today) => aggregation is not (Aggregation.Hourly or Aggregation.HourOfDay)
        ? today.AddMonths(-Months)
        : HourlyDays is { } days ? today.AddDays(-days) : today.AddMonths(-HourlyMonths);

    public static ReportKind? Of(string? type) => All.FirstOrDefault(kind => kind.Type == type);
}

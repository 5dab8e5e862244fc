using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>Where in each record the columns stand that are stored; found by name, because Microsoft may add or move columns.</summary>
internal sealed class ReportColumns
{
    /// <exception cref="ReportRefusedException">A column is missing.</exception>
    public ReportColumns(CsvRecords names, ReportKind report)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var field = 0; field < names.Count; field++)
        {
            places.TryAdd(names.Text(field), field);
        }

        int Place(string name) => places.TryGetValue(name, out var place)
            ? place
            : throw new ReportRefusedException($"The report has no column {name}.");

        Count = names.Count;
        Day = Place("TimePeriod");
        Account = Place("AccountId");
        Campaign = report >= ReportKind.Campaign ? Place("CampaignId") : null;
        AdGroup = report >= ReportKind.AdGroup ? Place("AdGroupId") : null;
        Keyword = report >= ReportKind.Keyword ? Place("KeywordId") : null;
        Impressions = Place("Impressions");
        Clicks = Place("Clicks");
        Spend = Place("Spend");
        Conversions = Place("ConversionsQualified");
        Revenue = Place("Revenue");
    }

    public int Count { get; }

    public int Day { get; }

    public int Account { get; }

    public int? Campaign { get; }

    public int? AdGroup { get; }

    public int? Keyword { get; }

    public int Impressions { get; }

    public int Clicks { get; }

    public int Spend { get; }

    public int Conversions { get; }

    public int Revenue { get; }
}

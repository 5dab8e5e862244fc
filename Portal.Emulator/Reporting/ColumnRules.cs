using System.Text.Json.Nodes;
using Portal.Emulator.Calls;

namespace Portal.Emulator.Reporting;

/// <summary>Which columns go together (section 5.6 of our contract; reports.md and the column pages).</summary>
internal static class ColumnRules
{
    private static readonly string[] ExcludedByShares = ["BidMatchType", "DeviceOS", "Goal", "GoalType", "TopVsOther"];
    private static readonly string[] ExcludedInCampaigns = ["BudgetName", "BudgetStatus", "BudgetAssociationStatus"];

    /// <summary>Shares that exclude something in the campaign report only.</summary>
    private static readonly string[] OnlyInCampaigns =
        ["TopImpressionRatePercent", "TopImpressionShareLostToBudgetPercent", "TopImpressionShareLostToRankPercent", "TopImpressionSharePercent"];

    private static readonly string[] ExcludedByAudience = ["CustomerId", "CustomerName", "DeliveredMatchType"];

    /// <summary>A name the report does not have cannot be read, as an unknown enum value.</summary>
    public static IReadOnlyList<Column> Read(ReportKind kind, JsonObject request)
    {
        var names = request.Texts("Columns") is { Count: > 0 } given
            ? given
            : throw ReportRequest.Fault(2014, "ReportingServiceNoColumnsSpecified", "The report has no columns.");
        Column[] columns = [.. names.Select(name => kind.ByName.GetValueOrDefault(name) ?? throw new FormatException($"The column '{name}' is unknown."))];
        return columns.Distinct().Count() == columns.Length
            ? columns
            : throw ReportRequest.Fault(2016, "ReportingServiceDuplicateColumns", "A column is named twice.");
    }

    /// <summary>The request's own word for the aggregation counts for 2034: without TimePeriod a Summary is delivered anyway.</summary>
    public static void Check(ReportKind kind, IReadOnlyList<Column> columns, Aggregation aggregation, string? asked)
    {
        bool Has(string name) => columns.Any(column => column.Name == name);
        if (asked == "Summary" && Has("TimePeriod"))
        {
            throw ReportRequest.Fault(2034, "ReportingServiceTimePeriodColumnNotAllowedForSummary", "A summary has no TimePeriod column.");
        }

        if (kind.Required.FirstOrDefault(name => !Has(name)) is { } missing)
        {
            throw ReportRequest.Fault(2015, "ReportingServiceRequiredColumnMissing", $"The column {missing} is required.");
        }

        if (!columns.Any(column => column.Role == ColumnRole.Attribute))
        {
            throw ReportRequest.Fault(2015, "ReportingServiceRequiredColumnMissing", "The report needs a column that says what a row is about.");
        }

        if (!columns.Any(column => column.Role == ColumnRole.Measure))
        {
            throw ReportRequest.Fault(2017, "ReportingServiceNoMeasureColumn", "The report needs a column that counts, other than a share.");
        }

        CheckAggregation(columns, aggregation);
        if (kind.HasShares)
        {
            CheckShares(kind, columns, aggregation);
        }
    }

    private static void CheckAggregation(IReadOnlyList<Column> columns, Aggregation aggregation)
    {
        if (columns.Any(column => column.Name is "QualityScore" or "ExpectedCtr" or "AdRelevance" or "LandingPageExperience")
            && aggregation is not (Aggregation.Hourly or Aggregation.Daily or Aggregation.Summary))
        {
            throw ReportRequest.Fault(2052, "ReportingServiceColumnNotAvailableForAggregation", "Quality scores come hourly, daily or as a summary only.");
        }

        if (columns.Any(column => column.Name.StartsWith("Historical", StringComparison.Ordinal)) && aggregation != Aggregation.Daily)
        {
            throw ReportRequest.Fault(2054, "ReportingServiceHistoricalColumnNeedsDaily", "Historical columns come daily only.");
        }
    }

    private static void CheckShares(ReportKind kind, IReadOnlyList<Column> columns, Aggregation aggregation)
    {
        Column[] shares = [.. columns.Where(column => column.Role == ColumnRole.Share && (kind.Grain == Grain.Campaign || !OnlyInCampaigns.Contains(column.Name)))];
        if (shares.Length == 0)
        {
            return;
        }

        var excluded = ExcludedByShares
            .Concat(kind.Grain == Grain.Campaign ? ExcludedInCampaigns : [])
            .Concat(shares.Any(share => share.Name == "RelativeCtr" || share.Name.StartsWith("Audience", StringComparison.Ordinal)) ? ExcludedByAudience : []);
        if (aggregation is Aggregation.Hourly or Aggregation.HourOfDay || columns.Any(column => excluded.Contains(column.Name)))
        {
            throw ReportRequest.Fault(2053, "ReportingServiceImpressionShareColumnsConflict", "Impression share columns cannot be combined with this column or aggregation.");
        }
    }
}

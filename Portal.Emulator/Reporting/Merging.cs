namespace Portal.Emulator.Reporting;

/// <summary>
/// Puts together rows of several campaigns that the columns do not tell apart: an account by country, for instance. Needs what it
/// holds in memory, so it runs only for reports that name nothing of a campaign.
/// </summary>
internal static class Merging
{
    private static readonly string[] OfOneCampaign =
        ["CampaignId", "CampaignName", "AdGroupId", "KeywordId", "AdGroupCriterionId", "AdId", "AssetGroupId", "AssociationId"];

    public static bool IsNeeded(ReportPlan plan) => plan.Grain != Grain.Account && !plan.Columns.Any(column => OfOneCampaign.Contains(column.Name));

    public static IEnumerable<Row> Merge(IEnumerable<Row> rows, ReportPlan plan)
    {
        var key = new LeafGrouping.KeyWriter(plan, withDivisions: true);
        var merged = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (merged.TryGetValue(key.Of(row), out var first))
            {
                var sum = first.Figures;
                sum.Add(row.Figures);
                first.Figures = sum;
            }
            else
            {
                merged[key.Of(row)] = row.Copy();
            }
        }

        return merged.Values;
    }
}

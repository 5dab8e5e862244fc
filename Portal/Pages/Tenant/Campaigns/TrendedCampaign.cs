using Portal.Domain;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>A row of a table of campaigns: with its spend day by day, which only the rows that are shown get.</summary>
public sealed record TrendedCampaign(CampaignRow Row, IReadOnlyList<decimal?> Trend)
{
    public static async Task<IReadOnlyList<TrendedCampaign>> AddAsync(IReadOnlyList<CampaignRow> rows, CampaignTrends trends, Period period, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var days = await trends.OfAsync([.. rows.Select(row => (row.Facts.AccountId, row.Facts.CampaignId))], period, ct);
        return [.. rows.Select(row => new TrendedCampaign(row, DailyTrend.Spark(period, days[(row.Facts.AccountId, row.Facts.CampaignId)].Select(day => (day.Day, day.Totals)))))];
    }
}

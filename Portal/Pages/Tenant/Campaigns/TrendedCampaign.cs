using Portal.Domain;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>A row of a table of campaigns: with its spend day by day, which only the rows that are shown get.</summary>
public sealed record TrendedCampaign(CampaignRow Row, IReadOnlyList<decimal?> Trend)
{
    public static async Task<IReadOnlyList<TrendedCampaign>> AddAsync(IReadOnlyList<CampaignRow> rows, CampaignTrends trends, DataScope scope, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var lines = await trends.OfAsync([.. rows.Select(row => (row.Facts.AccountId, row.Facts.CampaignId))], scope.Period, scope.Version, ct);
        var spend = lines.Campaigns.ToDictionary(line => new CampaignKey(line.AccountId, line.CampaignId), line => line.SpendMicros);
        return [.. rows.Select(row => new TrendedCampaign(row, spend.TryGetValue(row.Key, out var days) ? [.. days.Select(day => (decimal)day / Money.MicrosPerUnit)] : []))];
    }
}

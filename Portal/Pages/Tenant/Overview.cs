using Portal.Components;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Campaigns;

namespace Portal.Pages.Tenant;

/// <summary>One currency's figures of a scope. Other currencies are only counted: their amounts have nothing to say here.</summary>
public sealed record OverviewFigures(
    string Currency, int Accounts, Totals Now, Totals Before, bool IsCompared, Finality Finality, Finality FinalityBefore, Finality FinalityOfTop, Metric Metric, IReadOnlyList<TrendDay> Days, IReadOnlyList<TrendedCampaign> Top, int Campaigns);

/// <summary>The sums, the drawing and the leading campaigns of the overview.</summary>
public sealed class Overview(AccountSeries series, MarkedDays marked, CampaignList campaigns, CampaignTrends trends)
{
    private const int MostCampaigns = 6;

    public async Task<OverviewFigures> ReadAsync(DataScope scope, string? currency, Metric metric, CancellationToken ct)
    {
        var shown = Currency(scope, currency);
        var accounts = scope.Shown.Where(account => account.Currency == shown).ToList();
        var ids = accounts.Select(account => account.Id).ToHashSet();
        var now = await series.OfAsync(scope.Period, scope.Version, ct);
        var before = await series.OfAsync(scope.Choice.Before, scope.Version, ct);
        var days = now.Days.Concat(before.Days).Where(day => ids.Contains(day.AccountId))
            .GroupBy(day => day.Day).ToDictionary(same => same.Key, same => same.Aggregate(default(Totals), (sum, day) => sum + day.Totals));
        var finality = scope.FinalityOf(now.Marks, accounts);

        var ofCampaigns = await marked.OfAsync(ReportKind.Campaign, scope.Period, scope.Version, ct);

        var rows = (await campaigns.AllAsync(scope, ct)).Where(row => row.Currency == shown).ToList();
        var top = rows.Where(row => row.Totals.SpendMicros > 0).OrderByDescending(row => row.Totals.SpendMicros).Take(MostCampaigns).ToList();
        return new(
            shown, accounts.Count, Sum(days, scope.Period), Sum(days, scope.Choice.Before), before.Days.Any(day => ids.Contains(day.AccountId)), finality, scope.FinalityBefore(before.Marks, accounts), scope.FinalityOf(ofCampaigns, accounts), metric,
            DailyTrend.Of(scope.Choice, days, finality, metric), await TrendedCampaign.AddAsync(top, trends, scope, ct), rows.Count(row => !row.Facts.IsRemoved));
    }

    /// <summary>An account chosen by itself brings its currency; otherwise the address says it, or the first of the organisation's.</summary>
    private static string Currency(DataScope scope, string? asked) =>
        scope.Account?.Currency ?? scope.Currencies.FirstOrDefault(currency => currency == asked) ?? (scope.Currencies.Count > 0 ? scope.Currencies[0] : scope.HomeCurrency);

    private static Totals Sum(Dictionary<DateOnly, Totals> days, Domain.Period period) =>
        days.Where(day => period.Contains(day.Key)).Aggregate(default(Totals), (sum, day) => sum + day.Value);
}

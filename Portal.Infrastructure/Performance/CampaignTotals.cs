using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>A campaign's sums over a period.</summary>
public readonly record struct CampaignSum(AdsId<AdsAccount> AccountId, AdsId<Campaign> CampaignId, Totals Totals);

/// <summary>The sums of all campaigns that had data in a period, in the order of their keys.</summary>
[ImmutableObject(true)]
public sealed class CampaignSums(ImmutableArray<CampaignSum> rows) : ISized
{
    public ImmutableArray<CampaignSum> Rows { get; } = rows;

    public long Bytes => 100 + ((long)Rows.Length * Unsafe.SizeOf<CampaignSum>());
}

/// <summary>
/// Sums every campaign of the tenant over a period: once after a change of the data, by one pass over the key (tenant, account, campaign,
/// day) that leaps over other days, or by the index of days; afterwards it is an array in memory.
/// </summary>
public sealed class CampaignTotals(PortalDb db, PeriodSums sums, TenantCache cache)
{
    private static readonly GrainKey Key = new("CampaignId", "CampaignId");

    public Task<CampaignSums> OfAsync(Period period, long version, CancellationToken ct) => cache.GetLargeAsync(
        string.Create(CultureInfo.InvariantCulture, $"campaign-sums/{version}/{period.From.DayNumber}-{period.To.DayNumber}"),
        async token =>
        {
            var accounts = await sums.AccountsAsync(null, token);
            return new CampaignSums([.. db.Database.IsSqlite() ? await LeapAsync(accounts, period, token) : await Query(accounts, period).ToListAsync(token)]);
        },
        ct);

    private async Task<IEnumerable<CampaignSum>> LeapAsync(List<AdsId<AdsAccount>> accounts, Period period, CancellationToken ct) =>
        (await sums.LeapAsync(ReportKind.Campaign, Key, accounts, period, null, int.MaxValue, ct) ?? [])
            .OrderBy(row => row.AccountId).ThenBy(row => row.CampaignId)
            .Select(row => new CampaignSum(new(row.AccountId), new(row.CampaignId), row.Totals));

    internal IQueryable<CampaignSum> Query(List<AdsId<AdsAccount>> accounts, Period period) => db.CampaignDays
        .Where(day => accounts.Contains(day.AccountId) && day.Date >= period.From && day.Date <= period.To)
        .GroupBy(day => new { day.AccountId, day.CampaignId })
        .OrderBy(days => days.Key.AccountId).ThenBy(days => days.Key.CampaignId)
        .Select(days => new CampaignSum(days.Key.AccountId, days.Key.CampaignId, new Totals(
            days.Sum(day => day.Impressions),
            days.Sum(day => day.Clicks),
            days.Sum(day => day.SpendMicros),
            days.Sum(day => day.ConversionHundredths),
            days.Sum(day => day.RevenueMicros))));
}

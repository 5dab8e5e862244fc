using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>A campaign's sums over a period.</summary>
public readonly record struct CampaignSum(AdsId<AdsAccount> AccountId, AdsId<Campaign> CampaignId, Totals Totals);

/// <summary>The sums of all campaigns that had data in a period, in the order of their keys.</summary>
[ImmutableObject(true)]
public sealed class CampaignSums(ImmutableArray<CampaignSum> rows)
{
    public ImmutableArray<CampaignSum> Rows { get; } = rows;
}

/// <summary>
/// Sums every campaign of the tenant over a period: once after a change of the data, by one pass over the key (tenant, account, campaign,
/// day); afterwards it is an array in memory.
/// </summary>
public sealed class CampaignTotals(PortalDb db, TenantCache cache)
{
    public Task<CampaignSums> OfAsync(Period period, long version, CancellationToken ct) => cache.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"campaign-sums/{version}/{period.From.DayNumber}-{period.To.DayNumber}"),
        async token => new CampaignSums([.. await Query(period).ToListAsync(token)]),
        ct);

    internal IQueryable<CampaignSum> Query(Period period) => db.CampaignDays
        .Where(day => day.Date >= period.From && day.Date <= period.To)
        .GroupBy(day => new { day.AccountId, day.CampaignId })
        .OrderBy(days => days.Key.AccountId).ThenBy(days => days.Key.CampaignId)
        .Select(days => new CampaignSum(days.Key.AccountId, days.Key.CampaignId, new Totals(
            days.Sum(day => day.Impressions),
            days.Sum(day => day.Clicks),
            days.Sum(day => day.SpendMicros),
            days.Sum(day => day.ConversionHundredths),
            days.Sum(day => day.RevenueMicros))));
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>The days of each account as its campaigns tell them, to convert money at each day's rate.</summary>
public sealed class CampaignDaySums(PortalDb db, TenantCache cache)
{
    /// <summary>Of so many campaigns at most can the days be summed by themselves.</summary>
    public const int MostCampaigns = 1000;

    /// <summary>Of all campaigns; kept in memory until the data changes.</summary>
    public async Task<ImmutableArray<AccountDaySum>> OfAllAsync(Period period, long version, CancellationToken ct) => (await cache.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"campaign-day-sums/{version}/{period.From.DayNumber}-{period.To.DayNumber}"),
        async token => new AccountDays([.. await Query(db.CampaignDays, period).ToListAsync(token)], []),
        ct)).Days;

    /// <summary>Of some campaigns, of those accounts.</summary>
    public async Task<ImmutableArray<AccountDaySum>> OfAsync(IReadOnlyCollection<(AdsId<AdsAccount> Account, AdsId<Campaign> Campaign)> campaigns, Period period, CancellationToken ct)
    {
        var accounts = campaigns.Select(one => one.Account).Distinct().ToList();
        var ids = campaigns.Select(one => one.Campaign).Distinct().ToList();
        return [.. await Query(db.CampaignDays.Where(day => accounts.Contains(day.AccountId) && ids.Contains(day.CampaignId)), period).ToListAsync(ct)];
    }

    private static IQueryable<AccountDaySum> Query(IQueryable<CampaignDay> days, Period period) => days
        .Where(day => day.Date >= period.From && day.Date <= period.To)
        .GroupBy(day => new { day.AccountId, day.Date })
        .Select(same => new AccountDaySum(same.Key.AccountId, same.Key.Date, new Totals(
            same.Sum(day => day.Impressions),
            same.Sum(day => day.Clicks),
            same.Sum(day => day.SpendMicros),
            same.Sum(day => day.ConversionHundredths),
            same.Sum(day => day.RevenueMicros))));
}

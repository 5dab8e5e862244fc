using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>A campaign on one day.</summary>
public readonly record struct CampaignDaySum(AdsId<AdsAccount> AccountId, AdsId<Campaign> CampaignId, DateOnly Day, Totals Totals);

/// <summary>The days of a handful of campaigns: those of one page of a list, or one by itself.</summary>
public sealed class CampaignTrends(PortalDb db)
{
    public async Task<ILookup<(AdsId<AdsAccount> Account, AdsId<Campaign> Campaign), CampaignDaySum>> OfAsync(
        IReadOnlyCollection<(AdsId<AdsAccount> Account, AdsId<Campaign> Campaign)> campaigns, Period period, CancellationToken ct)
    {
        // Both lists, so that each pair is a seek in the key; campaign ids are Microsoft's own and stand under one account each.
        var accounts = campaigns.Select(one => one.Account).Distinct().ToList();
        var ids = campaigns.Select(one => one.Campaign).Distinct().ToList();
        var days = await db.CampaignDays
            .Where(day => accounts.Contains(day.AccountId) && ids.Contains(day.CampaignId) && day.Date >= period.From && day.Date <= period.To)
            .Select(day => new CampaignDaySum(day.AccountId, day.CampaignId, day.Date, new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros)))
            .ToListAsync(ct);
        return days.ToLookup(day => (day.AccountId, day.CampaignId));
    }
}

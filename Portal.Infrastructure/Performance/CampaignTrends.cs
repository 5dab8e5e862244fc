using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>What a campaign spent on each day of a period, from its first to its last, in micros of the account's currency.</summary>
public readonly record struct CampaignTrend(AdsId<AdsAccount> AccountId, AdsId<Campaign> CampaignId, ImmutableArray<long> SpendMicros);

/// <summary>The trends of those campaigns of a list that had data in a period.</summary>
[ImmutableObject(true)]
public sealed class CampaignTrendLines(ImmutableArray<CampaignTrend> campaigns)
{
    public ImmutableArray<CampaignTrend> Campaigns { get; } = campaigns;
}

/// <summary>The days of a handful of campaigns: those of one page of a list, or one by itself.</summary>
public sealed class CampaignTrends(PortalDb db, TenantCache cache)
{
    /// <summary>For the drawings of a list: asked for at every look, so it is kept in memory until the data changes. Of each day only the spend, to be small.</summary>
    public Task<CampaignTrendLines> OfAsync(
        IReadOnlyCollection<(AdsId<AdsAccount> Account, AdsId<Campaign> Campaign)> campaigns, Period period, long version, CancellationToken ct) => cache.GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"campaign-trends/{version}/{period.From.DayNumber}-{period.To.DayNumber}/{Fingerprint(campaigns)}"),
            async token => new CampaignTrendLines(await ReadAsync(campaigns, period, token)),
            ct);

    /// <summary>One campaign's days that have data: a seek and its neighbours.</summary>
    public Task<Dictionary<DateOnly, Totals>> OfAsync(AdsId<AdsAccount> account, AdsId<Campaign> campaign, Period period, CancellationToken ct) => db.CampaignDays
        .Where(day => day.AccountId == account && day.CampaignId == campaign && day.Date >= period.From && day.Date <= period.To)
        .Select(day => new { day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) })
        .ToDictionaryAsync(day => day.Date, day => day.Totals, ct);

    /// <summary>Two hundred campaigns' numbers are more than a key may be long. Whatever order they are shown in, they are the same campaigns.</summary>
    private static string Fingerprint(IEnumerable<(AdsId<AdsAccount> Account, AdsId<Campaign> Campaign)> campaigns) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', campaigns.Order().Select(one => $"{one.Account}-{one.Campaign}")))));

    private async Task<ImmutableArray<CampaignTrend>> ReadAsync(
        IReadOnlyCollection<(AdsId<AdsAccount> Account, AdsId<Campaign> Campaign)> campaigns, Period period, CancellationToken ct)
    {
        // Both lists, so that each pair is a seek in the key; campaign ids are Microsoft's own and stand under one account each.
        var accounts = campaigns.Select(one => one.Account).Distinct().ToList();
        var ids = campaigns.Select(one => one.Campaign).Distinct().ToList();
        var days = await db.CampaignDays
            .Where(day => accounts.Contains(day.AccountId) && ids.Contains(day.CampaignId) && day.Date >= period.From && day.Date <= period.To)
            .Select(day => new { day.AccountId, day.CampaignId, day.Date, day.SpendMicros })
            .ToListAsync(ct);
        return [.. days
            .GroupBy(day => (day.AccountId, day.CampaignId), day => (day.Date, day.SpendMicros))
            .Select(campaign => new CampaignTrend(campaign.Key.AccountId, campaign.Key.CampaignId, EachDay(campaign, period)))];
    }

    /// <summary>A day without a row is a zero: the list says elsewhere which days nobody has read.</summary>
    private static ImmutableArray<long> EachDay(IEnumerable<(DateOnly Date, long SpendMicros)> days, Period period)
    {
        var spend = new long[period.Days];
        foreach (var (date, micros) in days)
        {
            spend[date.DayNumber - period.From.DayNumber] = micros;
        }

        return [.. spend];
    }
}

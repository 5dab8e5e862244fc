using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Campaigns;

public sealed record AdGroupRow(AdsId<AdGroup> Id, string Name, string Status, long? BidMicros, bool IsRemoved, Totals Totals);

public sealed record KeywordRow(AdsId<Keyword> Id, string Text, string MatchType, string Status, string? EditorialStatus, long? BidMicros, Totals Totals);

/// <param name="Headlines">One a line, as <paramref name="Descriptions"/>.</param>
/// <param name="HeadlinePins">Where each is pinned to, as <paramref name="DescriptionPins"/>.</param>
public sealed record AdRow(AdsId<Ad> Id, string Type, string Status, string? EditorialStatus, string Headlines, string? HeadlinePins, string Descriptions, string? DescriptionPins, string? FinalUrl)
{
    /// <summary>Which texts are pinned, in words.</summary>
    public string? Pinned
    {
        get
        {
            var pinned = Pairs(Headlines, HeadlinePins).Concat(Pairs(Descriptions, DescriptionPins)).ToList();
            return pinned.Count == 0 ? null : $"pinned: {string.Join(", ", pinned)}";
        }
    }

    private static IEnumerable<string> Pairs(string texts, string? pins) => pins is null ? [] : texts.Split('\n').Zip(pins.Split('\n'))
        .Where(pair => pair.Second.Length > 0).Select(pair => $"“{pair.First}” to {StatusLook.Spaced(pair.Second).ToLowerInvariant()}");
}

/// <summary>What a campaign is made of, with sums, most spend first.</summary>
public sealed class CampaignParts(PortalDb db)
{
    public async Task<IReadOnlyList<AdGroupRow>> AdGroupsAsync(AdsId<AdsAccount> account, AdsId<Campaign> campaign, Period period, CancellationToken ct)
    {
        var groups = await db.AdGroups.AsNoTracking().Where(row => row.AccountId == account && row.CampaignId == campaign)
            .Select(row => new { row.AdGroupId, row.Name, row.Status, row.CpcBidMicros, IsRemoved = row.RemovedAt != null }).ToListAsync(ct);
        var ids = groups.ConvertAll(row => row.AdGroupId);
        var sums = await db.AdGroupDays.Where(day => day.AccountId == account && ids.Contains(day.AdGroupId) && day.Date >= period.From && day.Date <= period.To)
            .GroupBy(day => day.AdGroupId)
            .Select(days => new { days.Key, Totals = new Totals(days.Sum(day => day.Impressions), days.Sum(day => day.Clicks), days.Sum(day => day.SpendMicros), days.Sum(day => day.ConversionHundredths), days.Sum(day => day.RevenueMicros)) })
            .ToDictionaryAsync(sum => sum.Key, sum => sum.Totals, ct);
        return [.. groups.Select(row => new AdGroupRow(row.AdGroupId, row.Name, row.Status, row.CpcBidMicros, row.IsRemoved, sums.GetValueOrDefault(row.AdGroupId)))
            .Where(row => !row.IsRemoved || sums.ContainsKey(row.Id))
            .OrderByDescending(row => row.Totals.SpendMicros).ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<IReadOnlyList<KeywordRow>> KeywordsAsync(AdsId<AdsAccount> account, AdsId<AdGroup> adGroup, Period period, CancellationToken ct)
    {
        var keywords = await db.Keywords.AsNoTracking().Where(row => row.AccountId == account && row.AdGroupId == adGroup && row.RemovedAt == null)
            .Select(row => new { row.KeywordId, row.Text, row.MatchType, row.Status, row.EditorialStatus, row.BidMicros }).ToListAsync(ct);
        var sums = await db.KeywordDays.Where(day => day.AccountId == account && day.AdGroupId == adGroup && day.Date >= period.From && day.Date <= period.To)
            .GroupBy(day => day.KeywordId)
            .Select(days => new { days.Key, Totals = new Totals(days.Sum(day => day.Impressions), days.Sum(day => day.Clicks), days.Sum(day => day.SpendMicros), days.Sum(day => day.ConversionHundredths), days.Sum(day => day.RevenueMicros)) })
            .ToDictionaryAsync(sum => sum.Key, sum => sum.Totals, ct);
        return [.. keywords.Select(row => new KeywordRow(row.KeywordId, row.Text, row.MatchType, row.Status, row.EditorialStatus, row.BidMicros, sums.GetValueOrDefault(row.KeywordId)))
            .OrderByDescending(row => row.Totals.SpendMicros).ThenBy(row => row.Text, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<IReadOnlyList<AdRow>> AdsAsync(AdsId<AdsAccount> account, AdsId<AdGroup> adGroup, CancellationToken ct) =>
        await db.Ads.AsNoTracking().Where(row => row.AccountId == account && row.AdGroupId == adGroup && row.RemovedAt == null)
            .OrderBy(row => row.AdId)
            .Select(row => new AdRow(row.AdId, row.Type, row.Status, row.EditorialStatus, row.Headlines, row.HeadlinePins, row.Descriptions, row.DescriptionPins, row.FinalUrl))
            .ToListAsync(ct);
}

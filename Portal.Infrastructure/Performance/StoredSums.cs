using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>Sums up what is stored of one account's report.</summary>
public sealed class StoredSums(PortalDb db)
{
    public async Task<StoredSum> OfAsync(ReportKind report, AdsId<AdsAccount> account, Period period, CancellationToken ct)
    {
        var (from, to) = (period.From, period.To);
        var rows = report switch
        {
            ReportKind.Account => db.AccountDays.Where(day => day.AccountId == account && day.Date >= from && day.Date <= to).Select(day => new Counted { Impressions = day.Impressions, Clicks = day.Clicks, SpendMicros = day.SpendMicros }),
            ReportKind.Campaign => db.CampaignDays.Where(day => day.AccountId == account && day.Date >= from && day.Date <= to).Select(day => new Counted { Impressions = day.Impressions, Clicks = day.Clicks, SpendMicros = day.SpendMicros }),
            ReportKind.Device => db.DeviceDays.Where(day => day.AccountId == account && day.Date >= from && day.Date <= to).Select(day => new Counted { Impressions = day.Impressions, Clicks = day.Clicks, SpendMicros = day.SpendMicros }),
            ReportKind.AccountHour => db.AccountHours.Where(day => day.AccountId == account && day.Date >= from && day.Date <= to).Select(day => new Counted { Impressions = day.Impressions, Clicks = day.Clicks, SpendMicros = day.SpendMicros }),
            ReportKind.AdGroup => db.AdGroupDays.Where(day => day.AccountId == account && day.Date >= from && day.Date <= to).Select(day => new Counted { Impressions = day.Impressions, Clicks = day.Clicks, SpendMicros = day.SpendMicros }),
            ReportKind.Keyword => db.KeywordDays.Where(day => day.AccountId == account && day.Date >= from && day.Date <= to).Select(day => new Counted { Impressions = day.Impressions, Clicks = day.Clicks, SpendMicros = day.SpendMicros }),
            ReportKind.Ad => db.AdDays.Where(day => day.AccountId == account && day.Date >= from && day.Date <= to).Select(day => new Counted { Impressions = day.Impressions, Clicks = day.Clicks, SpendMicros = day.SpendMicros }),
            _ => throw new ArgumentOutOfRangeException(nameof(report), report, "Its rows are not all of the account's, nor parts of them."),
        };
        return await rows.GroupBy(_ => 1)
            .Select(all => new StoredSum(all.Count(), new Totals(all.Sum(row => row.Impressions), all.Sum(row => row.Clicks), all.Sum(row => row.SpendMicros), 0, 0)))
            .FirstOrDefaultAsync(ct);
    }

    private sealed class Counted
    {
        public long Impressions { get; init; }

        public long Clicks { get; init; }

        public long SpendMicros { get; init; }
    }
}

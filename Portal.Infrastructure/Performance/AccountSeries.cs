using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

public readonly record struct AccountDaySum(AdsId<AdsAccount> AccountId, DateOnly Day, Totals Totals);

/// <summary>The days of all accounts over a period, and how far each is read, for account and campaign reports.</summary>
[ImmutableObject(true)]
public sealed class AccountDays(ImmutableArray<AccountDaySum> days, ImmutableArray<MarkedDay> marks, ImmutableArray<MarkedDay> campaignMarks)
{
    public ImmutableArray<AccountDaySum> Days { get; } = days;

    public ImmutableArray<MarkedDay> Marks { get; } = marks;

    public ImmutableArray<MarkedDay> CampaignMarks { get; } = campaignMarks;
}

/// <summary>The last day for which any account has data; null before the first sync.</summary>
[ImmutableObject(true)]
public sealed record LastDay(DateOnly? Day);

/// <summary>The tenant's accounts day by day, kept in memory until the data changes.</summary>
public sealed class AccountSeries(PortalDb db, TenantCache cache)
{
    public Task<AccountDays> OfAsync(Period period, long version, CancellationToken ct) => cache.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"account-days/{version}/{period.From.DayNumber}-{period.To.DayNumber}"),
        async token => await ReadAsync(period, token),
        ct);

    public Task<LastDay> LastAsync(long version, CancellationToken ct) => cache.GetAsync(
        $"last-day/{version}",
        async token => new LastDay(await db.AccountDays.MaxAsync(day => (DateOnly?)day.Date, token)),
        ct);

    private async Task<AccountDays> ReadAsync(Period period, CancellationToken ct)
    {
        var days = await db.AccountDays
            .Where(day => day.Date >= period.From && day.Date <= period.To)
            .Select(day => new AccountDaySum(day.AccountId, day.Date, new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros)))
            .ToListAsync(ct);
        var marks = await db.DayMarks
            .Where(mark => (mark.Report == ReportKind.Account || mark.Report == ReportKind.Campaign) && mark.Date >= period.From && mark.Date <= period.To)
            .Select(mark => new { mark.Report, Marked = new MarkedDay(mark.AccountId, mark.Date, mark.State) })
            .ToListAsync(ct);
        return new(
            [.. days],
            [.. marks.Where(mark => mark.Report == ReportKind.Account).Select(mark => mark.Marked)],
            [.. marks.Where(mark => mark.Report == ReportKind.Campaign).Select(mark => mark.Marked)]);
    }
}

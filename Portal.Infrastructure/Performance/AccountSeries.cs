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

/// <summary>The days of all accounts over a period, and how far each is read.</summary>
[ImmutableObject(true)]
public sealed class AccountDays(ImmutableArray<AccountDaySum> days, ImmutableArray<MarkedDay> marks)
{
    public ImmutableArray<AccountDaySum> Days { get; } = days;

    public ImmutableArray<MarkedDay> Marks { get; } = marks;
}

/// <summary>The last day for which any account has data; null before the first sync.</summary>
[ImmutableObject(true)]
public sealed record LastDay(DateOnly? Day);

/// <summary>The tenant's accounts day by day, kept in memory until the data changes.</summary>
public sealed class AccountSeries(PortalDb db, MarkedDays marked, TenantCache cache)
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
        return new([.. days], [.. await marked.Query(ReportKind.Account, period).ToListAsync(ct)]);
    }
}

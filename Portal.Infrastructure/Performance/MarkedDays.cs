using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>How far each account's days of a report are read.</summary>
[ImmutableObject(true)]
public sealed record ReportMarks(ImmutableArray<MarkedDay> Days);

/// <summary>The marks of any report over a period, kept in memory until the data changes. Figures of a grain are marked by that grain's own report.</summary>
public sealed class MarkedDays(PortalDb db, TenantCache cache)
{
    public async Task<ImmutableArray<MarkedDay>> OfAsync(ReportKind report, Period period, long version, CancellationToken ct) => (await cache.GetAsync(
        string.Create(CultureInfo.InvariantCulture, $"marks/{version}/{(int)report}/{period.From.DayNumber}-{period.To.DayNumber}"),
        async token => new ReportMarks([.. await Query(report, period).ToListAsync(token)]),
        ct)).Days;

    internal IQueryable<MarkedDay> Query(ReportKind report, Period period) => db.DayMarks
        .Where(mark => mark.Report == report && mark.Date >= period.From && mark.Date <= period.To)
        .Select(mark => new MarkedDay(mark.AccountId, mark.Date, mark.State));
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>Brings together what is kept of one account's report, for <see cref="LedgerFacts"/> to say how its days stand.</summary>
public sealed class Ledgers(PortalDb db, TimeProvider clock)
{
    public async Task<LedgerFacts> ReadAsync(AdsAccount account, ReportKind report, Period period, CancellationToken ct)
    {
        var (id, kind) = (account.AccountId, report.Slices());
        var marks = await db.DayMarks.AsNoTracking()
            .Where(mark => mark.AccountId == id && mark.Report == report && mark.Date >= period.From && mark.Date <= period.To)
            .ToDictionaryAsync(mark => mark.Date, mark => new ReadDay(mark.State, mark.ReadAt), ct);
        var history = await db.ReportHistories.AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == id && one.Report == report, ct);
        var backFilled = await db.BackFills.AsNoTracking().Where(one => one.AccountId == id && one.Report == report && one.State != BackFillState.Cancelled).Select(one => (DateOnly?)one.From).FirstOrDefaultAsync(ct);
        var failures = await db.SyncSlices.AsNoTracking()
            .Where(slice => slice.State == SliceState.Failed && slice.AccountId == id && slice.Kind == kind && slice.From <= period.To && slice.To >= period.From)
            .Select(slice => new { slice.From, slice.To, slice.EndedAt, slice.Failure })
            .ToListAsync(ct);
        return new(
            report,
            account.IsChosen,
            AccountTimeZone.Today(account.TimeZone, clock.GetUtcNow()),
            history?.Days ?? ReadDays.None,
            backFilled,
            marks,
            [.. failures.Select(one => new FailedTry(new(one.From.GetValueOrDefault(), one.To.GetValueOrDefault()), one.EndedAt.GetValueOrDefault(), one.Failure ?? ""))]);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Sync;

/// <summary>Takes in a report that is ready; rows, slice and history are saved in one transaction.</summary>
public sealed class ReadyReport(PortalDb db, IAdsApi ads, ReportIngest ingest, Watchdog watchdog, PortalMetrics metrics, TimeProvider clock)
{
    /// <exception cref="OtherZoneException">Its days are not those of the account's zone.</exception>
    public async Task TakeInAsync(SyncSlice slice, ReportTarget target, Uri address, AdsAccount account, CancellationToken ct)
    {
        await using var download = await ads.DownloadReportAsync(address, ct);
        var progress = new SliceProgress(db, slice.Id, watchdog, clock);
        var (history, backFill) = await KnownAsync(slice, target, ct);
        await ingest.RunAsync(download, target, AccountTimeZone.Find(account.TimeZone), (done, total) => progress.Tell(done, total), Done, ct);
        metrics.RowsWritten(target.Report, slice.RowsDone);

        void Done(Ingested done)
        {
            slice.Progress(done.Rows, done.Header.Rows);
            End(slice, target.Period, account, done.Replaced, history, backFill);
        }
    }

    /// <summary>Microsoft has no row for the period.</summary>
    public async Task ClearAsync(SyncSlice slice, ReportTarget target, AdsAccount account, CancellationToken ct)
    {
        var (history, backFill) = await KnownAsync(slice, target, ct);
        await ingest.RunEmptyAsync(target, slice.SubmittedAt ?? clock.GetUtcNow(), AccountTimeZone.Find(account.TimeZone), Done, ct);

        void Done(Replaced cleared)
        {
            slice.Progress(0, 0);
            End(slice, target.Period, account, cleared, history, backFill);
        }
    }

    private async Task<(ReportHistory History, BackFill? BackFill)> KnownAsync(SyncSlice slice, ReportTarget target, CancellationToken ct)
    {
        var history = await db.ReportHistories.FirstOrDefaultAsync(one => one.AccountId == target.AccountId && one.Report == target.Report, ct);
        if (history is null)
        {
            db.ReportHistories.Add(history = new(slice.TenantId, target.AccountId, target.Report));
        }

        return (history, slice.Purpose == SyncPurpose.BackFill
            ? await db.BackFills.FirstOrDefaultAsync(one => one.AccountId == target.AccountId && one.Report == target.Report, ct)
            : null);
    }

    /// <summary>In the rows' transaction. The days are as they were when the report was asked for.</summary>
    private void End(SyncSlice slice, Period period, AdsAccount account, Replaced replaced, ReportHistory history, BackFill? backFill)
    {
        var now = clock.GetUtcNow();
        var asked = slice.SubmittedAt ?? now;
        if (slice.RowsDone == 0)
        {
            slice.ConfirmEmpty();
        }

        slice.Done(replaced.Added, replaced.Changed, replaced.Removed, now);
        history.Take(period, AccountTimeZone.Today(account.TimeZone, asked), slice.RowsDone, now - asked);
        backFill?.Took();
    }
}

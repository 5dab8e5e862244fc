using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Sync;

/// <summary>Asks for a report, looks whether it is ready, and takes it in.</summary>
public sealed class ReportSlices(PortalDb db, IAdsApi ads, ReportIngest ingest, PortalMetrics metrics, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task AdvanceAsync(SyncSlice slice, AdsAccount account, CancellationToken ct)
    {
        if (slice is not { Report: { } report, Period: { } period })
        {
            throw new InvalidOperationException($"Slice {slice.Id} is no report.");
        }

        var target = new ReportTarget(account.AccountId, report, period);
        if (slice.ReportRequestId is not { } id)
        {
            slice.Submitted(await ads.SubmitReportAsync(account.Access, report, period, account.TimeZone, ct), clock.GetUtcNow());

            // Not the caller's token: a report that was asked for must not be forgotten because the process stops.
            await db.SaveChangesAsync(CancellationToken.None);
            return;
        }

        var status = await ads.PollReportAsync(account.Access, id, ct);
        await (status switch
        {
            { Progress: ReportProgress.Pending } => WaitAsync(slice, ct),
            { Progress: ReportProgress.Ready, Address: { } address } => TakeInAsync(slice, target, address, account, ct),
            { Progress: ReportProgress.Empty } => ClearAsync(slice, target, account, ct),
            _ => AskAgainAsync(slice, SyncFailures.ReportFailed, ct),
        });
    }

    private async Task WaitAsync(SyncSlice slice, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now - slice.SubmittedAt > Patience)
        {
            await AskAgainAsync(slice, SyncFailures.ReportLate, ct);
            return;
        }

        slice.StillPending(now);
        await db.SaveChangesAsync(ct);
    }

    private async Task AskAgainAsync(SyncSlice slice, string sentence, CancellationToken ct)
    {
        slice.Resubmit();
        slice.Stumble(sentence, null, null, throttled: false, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    private async Task TakeInAsync(SyncSlice slice, ReportTarget target, Uri address, AdsAccount account, CancellationToken ct)
    {
        await using var download = await ads.DownloadReportAsync(address, ct);
        var progress = new SliceProgress(db, slice.Id, clock);
        await ingest.RunAsync(download, target, AccountTimeZone.Find(account.TimeZone), (done, total) => progress.Tell(done, total), Done, ct);
        metrics.RowsWritten(target.Report, slice.RowsDone);

        void Done(Ingested done)
        {
            slice.Progress(done.Rows, done.Header.Rows);
            slice.Done(done.Replaced.Added, done.Replaced.Changed, done.Replaced.Removed, clock.GetUtcNow());
        }
    }

    private async Task ClearAsync(SyncSlice slice, ReportTarget target, AdsAccount account, CancellationToken ct) =>
        await ingest.RunEmptyAsync(
            target,
            slice.SubmittedAt ?? clock.GetUtcNow(),
            AccountTimeZone.Find(account.TimeZone),
            cleared => slice.Done(cleared.Added, cleared.Changed, cleared.Removed, clock.GetUtcNow()),
            ct);
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Sync;

/// <summary>Asks for a report, looks whether it is ready, and takes it in.</summary>
public sealed class ReportSlices(PortalDb db, IAdsApi ads, ReportRoom room, ReportIngest ingest, Rediscovery rediscovery, Watchdog watchdog, PortalMetrics metrics, TimeProvider clock)
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
            var (submitted, wait) = await room.SubmitAsync(account, token => ads.SubmitReportAsync(account.Access, report, period, account.TimeZone, token), ct);
            if (submitted is null)
            {
                await PutBackAsync(account, clock.GetUtcNow() + wait, ct);
                return;
            }

            slice.Submitted(submitted, clock.GetUtcNow());

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

    /// <summary>The login has as many reports in work as it may; that holds for all that the account still has to ask for.</summary>
    private async Task PutBackAsync(AdsAccount account, DateTimeOffset until, CancellationToken ct) => await db.SyncSlices
        .Where(slice => slice.AccountId == account.AccountId && slice.EndedAt == null && slice.Kind > SliceKind.Reports && slice.ReportRequestId == null && (slice.NextAt == null || slice.NextAt < until))
        .ExecuteUpdateAsync(set => set.SetProperty(slice => slice.NextAt, until), ct);

    private async Task WaitAsync(SyncSlice slice, CancellationToken ct)
    {
        var now = clock.GetUtcNow();

        // As long before as after: a clock that was set back says nothing of how long it took.
        if ((now - slice.SubmittedAt)?.Duration() > Patience)
        {
            // Perhaps it is too much at once.
            db.SyncSlices.AddRange(slice.Halve(now) is { } older ? [older] : []);
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
        var progress = new SliceProgress(db, slice.Id, watchdog, clock);
        var (history, backFill) = await KnownAsync(slice, target, ct);
        try
        {
            await ingest.RunAsync(download, target, AccountTimeZone.Find(account.TimeZone), (done, total) => progress.Tell(done, total), Done, ct);
        }
        catch (OtherZoneException)
        {
            await LearnZoneAsync(slice.Id, account.ConnectionId, ct);
            return;
        }

        metrics.RowsWritten(target.Report, slice.RowsDone);

        void Done(Ingested done)
        {
            slice.Progress(done.Rows, done.Header.Rows);
            End(slice, target.Period, account, done.Replaced, history, backFill);
        }
    }

    /// <summary>The account's zone was changed at Microsoft: its accounts are looked at again, and the report is asked for under the zone that holds now.</summary>
    private async Task LearnZoneAsync(Id<SyncSlice> id, Id<Connection> connection, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await rediscovery.RunAsync(await db.Connections.SingleAsync(one => one.Id == connection, ct), ct);
        await AskAgainAsync(await db.SyncSlices.SingleAsync(one => one.Id == id, ct), SyncFailures.OtherZone, ct);
    }

    private async Task ClearAsync(SyncSlice slice, ReportTarget target, AdsAccount account, CancellationToken ct)
    {
        var (history, backFill) = await KnownAsync(slice, target, ct);
        await ingest.RunEmptyAsync(
            target,
            slice.SubmittedAt ?? clock.GetUtcNow(),
            AccountTimeZone.Find(account.TimeZone),
            Done,
            ct);

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

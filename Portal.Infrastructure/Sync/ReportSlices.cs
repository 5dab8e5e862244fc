using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>Asks for a report and looks whether it is ready.</summary>
public sealed class ReportSlices(PortalDb db, IAdsApi ads, ReportRoom room, ReadyReport ready, Rediscovery rediscovery, TimeProvider clock)
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
            { Progress: ReportProgress.Empty } => ready.ClearAsync(slice, target, account, ct),
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
        try
        {
            await ready.TakeInAsync(slice, target, address, account, ct);
        }
        catch (OtherZoneException)
        {
            await LearnZoneAsync(slice.Id, account.ConnectionId, ct);
        }
    }

    /// <summary>The account's zone was changed at Microsoft: its accounts are looked at again, and the report is asked for under the zone that holds now.</summary>
    private async Task LearnZoneAsync(Id<SyncSlice> id, Id<Connection> connection, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await rediscovery.RunAsync(await db.Connections.SingleAsync(one => one.Id == connection, ct), ct);
        await AskAgainAsync(await db.SyncSlices.SingleAsync(one => one.Id == id, ct), SyncFailures.OtherZone, ct);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Asks for an account's entities as a file, looks whether it is ready, and makes the mirror what it says. As a rule the file tells what changed
/// since the last one; once a week, and whenever Microsoft wants it so, it tells everything.
/// </summary>
public sealed class EntitySlices(PortalDb db, IAdsApi ads, EntityIngest ingest, Watchdog watchdog, TimeProvider clock)
{
    /// <summary>Millions of keywords take their time (bulk-download-upload.md).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(4);

    public async Task AdvanceAsync(SyncSlice slice, AdsAccount account, CancellationToken ct)
    {
        var state = await db.EntitySyncs.SingleOrDefaultAsync(one => one.AccountId == account.AccountId, ct)
            ?? db.EntitySyncs.Add(new EntitySync(account.TenantId, account.AccountId)).Entity;
        if (slice.ReportRequestId is { } id)
        {
            await LookAsync(slice, state, account, id, ct);
        }
        else if (state.Rests(clock.GetUtcNow()))
        {
            slice.Hold(SyncFailures.EntitiesHeld, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
        else
        {
            await AskAsync(slice, state, account, ct);
        }
    }

    private async Task AskAsync(SyncSlice slice, EntitySync state, AdsAccount account, CancellationToken ct)
    {
        var ask = state.Next(clock.GetUtcNow());
        try
        {
            var id = await ads.SubmitEntitiesAsync(account.Access, ask, ct);
            state.Asked(ask, clock.GetUtcNow());
            slice.Submitted(id, clock.GetUtcNow());

            // Not the caller's token: what was asked for must not be forgotten because the process stops.
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (AdsApiException fault) when (fault.Fault == AdsFault.FullSyncNeeded && ask.Since is not null)
        {
            state.RequireFull();
            await db.SaveChangesAsync(ct);
        }
        catch (AdsApiException fault) when (fault.Fault == AdsFault.TooBig)
        {
            await SplitAsync(slice, state, account, fault, ct);
        }
        catch (AdsApiException fault) when (fault.Fault == AdsFault.Refused && ask.Campaigns is not null)
        {
            // A campaign of the portion may have been deleted since: the next try lists them anew.
            state.StartOver();
            slice.Stumble(SyncFailures.PortionRefused, fault.TrackingId, null, throttled: false, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task SplitAsync(SyncSlice slice, EntitySync state, AdsAccount account, AdsApiException fault, CancellationToken ct)
    {
        var split = state.Portions is null
            ? state.Split([.. (await ads.GetCampaignsAsync(account.Access, ct)).Select(campaign => campaign.CampaignId)])
            : state.Halve();
        if (split.IsRefused)
        {
            slice.Fail(split.Refusal.Sentence, fault.TrackingId, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task LookAsync(SyncSlice slice, EntitySync state, AdsAccount account, string id, CancellationToken ct)
    {
        var status = await ads.PollEntitiesAsync(account.Access, id, ct);
        switch (status.Progress)
        {
            case ReportProgress.Pending when (clock.GetUtcNow() - slice.SubmittedAt)?.Duration() <= Patience:
                slice.StillPending(clock.GetUtcNow());
                break;
            case ReportProgress.Ready when state.Ready(id):
                await TakeInAsync(slice, state, account, id, ct);
                return;
            case ReportProgress.Ready:
                // The next portion.
                slice.Resubmit();
                break;
            case ReportProgress.FullSyncNeeded:
                state.RequireFull();
                slice.Resubmit();
                break;
            default:
                slice.Resubmit();
                slice.Stumble(status.Progress == ReportProgress.Pending ? SyncFailures.EntitiesLate : SyncFailures.EntitiesFailed, null, null, throttled: false, clock.GetUtcNow());
                break;
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task TakeInAsync(SyncSlice slice, EntitySync state, AdsAccount account, string id, CancellationToken ct)
    {
        // That all portions are ready is known from here on, whatever becomes of the files.
        await db.SaveChangesAsync(ct);
        IReadOnlyList<string> requests = state.ReadyRequests is { Count: > 0 } portions ? portions : [id];
        var progress = new SliceProgress(db, slice.Id, watchdog, clock);
        var mirrored = await ingest.RunAsync([.. requests.Select(OpenAsync)], account.AccountId, state, rows => progress.Tell(rows, null), Done, ct);
        if (mirrored.Held is { } held)
        {
            state.Hold(held.Write(), clock.GetUtcNow());

            // What an admin let pass while this file was read was another list.
            db.Entry(state).Property(one => one.ApprovedAt).IsModified = true;
            slice.Hold(SyncFailures.EntitiesHeld, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }

        Func<Task<Stream>> OpenAsync(string request) => async () =>
        {
            var status = await ads.PollEntitiesAsync(account.Access, request, ct);
            return status is { Progress: ReportProgress.Ready, Address: { } address }
                ? await ads.DownloadReportAsync(address, ct)
                : throw new AdsApiException(AdsFault.ReportGone, 0, $"Bulk download {request} was ready, and is not any more.", null);
        };

        void Done(ReadEntities read, Mirrored outcome)
        {
            var now = clock.GetUtcNow();
            state.Applied(outcome.NextSince, state.AskedSince is null, read.UnknownRecords, read.UnknownInWords, now);
            slice.Progress(read.Rows, read.Rows);
            slice.Done(outcome.Added, outcome.Changed, outcome.Removed, now);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>The one next step of a slice, by its kind.</summary>
public sealed class SliceSteps(PortalDb db, ReportSlices reports, EntitySlices entities, RunEnd end, TimeProvider clock)
{
    public async Task AdvanceAsync(SyncSlice slice, CancellationToken ct)
    {
        var account = await db.AdsAccounts.SingleAsync(one => one.AccountId == slice.AccountId, ct);
        if (!account.IsChosen)
        {
            slice.Fail(SyncFailures.AccountLeft, null, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return;
        }

        await (slice.Kind switch
        {
            SliceKind.Entities => entities.AdvanceAsync(slice, account, ct),
            SliceKind.Campaigns or SliceKind.AdGroups => PassOverAsync(slice, ct),
            _ => reports.AdvanceAsync(slice, account, ct),
        });
    }

    /// <summary>Left over from before entities were read as one file: the account's next run reads them so.</summary>
    private async Task PassOverAsync(SyncSlice slice, CancellationToken ct)
    {
        slice.Done(0, 0, 0, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Nothing, while the account has something left to do in the run.</summary>
    public async Task EndAsync(Id<SyncRun> run, AdsId<AdsAccount> accountId, CancellationToken ct)
    {
        if (await db.SyncSlices.AnyAsync(slice => slice.RunId == run && slice.AccountId == accountId && slice.EndedAt == null, ct))
        {
            return;
        }

        var account = await db.AdsAccounts.SingleAsync(one => one.AccountId == accountId, ct);
        await end.OfAccountAsync(run, account, ct);
        await end.OfRunAsync(run, ct);
    }
}

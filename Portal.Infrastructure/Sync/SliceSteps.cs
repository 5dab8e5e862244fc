using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>The one next step of a slice, by its kind.</summary>
public sealed class SliceSteps(PortalDb db, ReportSlices reports, CampaignSlices campaigns, AdGroupSlices adGroups, RunEnd end, TimeProvider clock)
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
            SliceKind.Campaigns => campaigns.AdvanceAsync(slice, account, ct),
            SliceKind.AdGroups => adGroups.AdvanceAsync(slice, account, ct),
            _ => reports.AdvanceAsync(slice, account, ct),
        });
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

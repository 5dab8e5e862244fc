using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>Makes the mirror of an account's campaigns and shared budgets equal to what Microsoft shows.</summary>
public sealed class CampaignSlices(PortalDb db, IAdsApi ads, TimeProvider clock)
{
    public async Task AdvanceAsync(SyncSlice slice, AdsAccount account, CancellationToken ct)
    {
        var remoteCampaigns = await ads.GetCampaignsAsync(account.Access, ct);
        var remoteBudgets = await ads.GetBudgetsAsync(account.Access, ct);
        var now = clock.GetUtcNow();

        var counts = Mirror(account, remoteCampaigns, await db.Campaigns.Where(one => one.AccountId == account.AccountId).ToListAsync(ct), now)
            + Mirror(account, remoteBudgets, await db.SharedBudgets.Where(one => one.AccountId == account.AccountId).ToListAsync(ct), now);
        slice.Done(counts.Added, counts.Changed, counts.Removed, now);
        await db.SaveCountedAsync(counts, ct);
    }

    private MirrorCounts Mirror(AdsAccount account, IReadOnlyList<RemoteCampaign> remote, List<Campaign> mirror, DateTimeOffset now)
    {
        var difference = Difference.Of(remote, one => one.CampaignId, mirror, one => one.CampaignId);
        db.AddRange(difference.Added.Select(one => new Campaign(account.TenantId, account.AccountId, one, now)));
        var changed = difference.Kept.Count(pair => pair.Mirror.Mirror(pair.Remote, now));
        var gone = difference.Removed.Where(one => one.RemovedAt is null).ToList();
        gone.ForEach(one => one.Remove(now));
        return new(difference.Added.Count, changed, gone.Count);
    }

    private MirrorCounts Mirror(AdsAccount account, IReadOnlyList<RemoteBudget> remote, List<SharedBudget> mirror, DateTimeOffset now)
    {
        var difference = Difference.Of(remote, one => one.BudgetId, mirror, one => one.BudgetId);
        foreach (var one in difference.Added)
        {
            db.Add(new SharedBudget
            {
                TenantId = account.TenantId,
                AccountId = account.AccountId,
                BudgetId = one.BudgetId,
                Name = one.Name,
                AmountMicros = one.AmountMicros,
                BudgetType = one.BudgetType,
                AssociationCount = one.AssociationCount,
                ChangedAt = now,
            });
        }

        foreach (var (seen, held) in difference.Kept)
        {
            (held.Name, held.AmountMicros, held.BudgetType, held.AssociationCount, held.RemovedAt) =
                (seen.Name, seen.AmountMicros, seen.BudgetType, seen.AssociationCount, null);
        }

        difference.Removed.Where(one => one.RemovedAt is null).ToList().ForEach(one => one.RemovedAt = now);
        return db.Counted<SharedBudget>(one => one.ChangedAt = now);
    }
}

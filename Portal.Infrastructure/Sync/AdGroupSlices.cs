using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Makes the mirror of an account's ad groups, ads and keywords equal to what Microsoft shows, campaign by campaign: each is saved
/// together with how many are done, so that a restart goes on with the next.
/// </summary>
public sealed class AdGroupSlices(PortalDb db, IAdsApi ads, TimeProvider clock)
{
    public async Task AdvanceAsync(SyncSlice slice, AdsAccount account, CancellationToken ct)
    {
        var campaigns = await db.Campaigns.AsNoTracking()
            .Where(one => one.AccountId == account.AccountId)
            .OrderBy(one => one.CampaignId)
            .Select(one => new Todo(one.CampaignId, one.RemovedAt != null))
            .ToListAsync(ct);
        var sum = default(MirrorCounts);
        for (var at = (int)Math.Min(slice.RowsDone, campaigns.Count); at < campaigns.Count; at++)
        {
            var counts = await MirrorAsync(account, campaigns[at], ct);
            sum += counts;
            slice.Progress(at + 1, campaigns.Count);
            await db.SaveCountedAsync(counts, ct);
            Forget();
        }

        slice.Done(sum.Added, sum.Changed, sum.Removed, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>An account may have a million keywords; only one campaign's are held at a time.</summary>
    private void Forget()
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.Entity is AdGroup or Ad or Keyword).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }

    private async Task<MirrorCounts> MirrorAsync(AdsAccount account, Todo campaign, CancellationToken ct)
    {
        var remote = campaign.IsRemoved ? [] : await ads.GetAdGroupsAsync(account.Access, campaign.Id, ct);
        var held = await db.AdGroups.Where(one => one.AccountId == account.AccountId && one.CampaignId == campaign.Id).ToListAsync(ct);
        var now = clock.GetUtcNow();
        var difference = Difference.Of(remote, one => one.AdGroupId, held, one => one.AdGroupId);
        db.AddRange(difference.Added.Select(one => ChildMirror.New(account, campaign.Id, one, now)));
        foreach (var (seen, mirror) in difference.Kept)
        {
            ChildMirror.Take(mirror, seen);
        }

        difference.Removed.Where(one => one.RemovedAt is null).ToList().ForEach(one => one.RemovedAt = now);
        foreach (var adGroup in remote.Select(one => one.AdGroupId))
        {
            await MirrorAsync(account, adGroup, await ads.GetAdsAsync(account.Access, adGroup, ct), now, ct);
            await MirrorAsync(account, adGroup, await ads.GetKeywordsAsync(account.Access, adGroup, ct), now, ct);
        }

        foreach (var adGroup in difference.Removed.Select(one => one.AdGroupId))
        {
            await MirrorAsync(account, adGroup, Array.Empty<RemoteAd>(), now, ct);
            await MirrorAsync(account, adGroup, Array.Empty<RemoteKeyword>(), now, ct);
        }

        return db.Counted<AdGroup>(one => one.ChangedAt = now) + db.Counted<Ad>(one => one.ChangedAt = now) + db.Counted<Keyword>(one => one.ChangedAt = now);
    }

    private async Task MirrorAsync(AdsAccount account, AdsId<AdGroup> adGroup, IReadOnlyList<RemoteAd> remote, DateTimeOffset now, CancellationToken ct)
    {
        var held = await db.Ads.Where(one => one.AccountId == account.AccountId && one.AdGroupId == adGroup).ToListAsync(ct);
        var difference = Difference.Of(remote, one => one.AdId, held, one => one.AdId);
        db.AddRange(difference.Added.Select(one => ChildMirror.New(account, adGroup, one, now)));
        foreach (var (seen, mirror) in difference.Kept)
        {
            ChildMirror.Take(mirror, seen);
        }

        difference.Removed.Where(one => one.RemovedAt is null).ToList().ForEach(one => one.RemovedAt = now);
    }

    private async Task MirrorAsync(AdsAccount account, AdsId<AdGroup> adGroup, IReadOnlyList<RemoteKeyword> remote, DateTimeOffset now, CancellationToken ct)
    {
        var held = await db.Keywords.Where(one => one.AccountId == account.AccountId && one.AdGroupId == adGroup).ToListAsync(ct);
        var difference = Difference.Of(remote, one => one.KeywordId, held, one => one.KeywordId);
        db.AddRange(difference.Added.Select(one => ChildMirror.New(account, adGroup, one, now)));
        foreach (var (seen, mirror) in difference.Kept)
        {
            ChildMirror.Take(mirror, seen);
        }

        difference.Removed.Where(one => one.RemovedAt is null).ToList().ForEach(one => one.RemovedAt = now);
    }

    private sealed record Todo(AdsId<Campaign> Id, bool IsRemoved);
}

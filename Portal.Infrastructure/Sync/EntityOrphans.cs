using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>Changes do not list the children of what was deleted (section "Incremental downloads" of bulk-download-upload.md): they go here.</summary>
internal sealed class EntityOrphans(PortalDb db, AdsId<AdsAccount> account, DateTimeOffset now)
{
    private const int Some = 500;

    private static readonly (EntityKind Subject, LinkKind[] Kinds)[] Subjects =
    [
        (EntityKind.Label, [LinkKind.LabelOfCampaign, LinkKind.LabelOfAdGroup, LinkKind.LabelOfAd, LinkKind.LabelOfKeyword]),
        (EntityKind.Extension, [LinkKind.ExtensionOfAccount, LinkKind.ExtensionOfCampaign, LinkKind.ExtensionOfAdGroup]),
        (EntityKind.NegativeList, [LinkKind.NegativeListOfCampaign]),
        (EntityKind.Audience, [LinkKind.AudienceOfCampaign, LinkKind.AudienceOfAdGroup]),
    ];

    /// <summary>What hangs on something that was removed at this very moment; how many of each kind.</summary>
    public async Task<IReadOnlyDictionary<EntityKind, int>> RemoveAsync(CancellationToken ct)
    {
        var gone = new Dictionary<EntityKind, int>
        {
            [EntityKind.AdGroup] = await db.AdGroups.Where(one => one.AccountId == account && one.RemovedAt == null
                    && db.Campaigns.Any(of => of.AccountId == account && of.CampaignId == one.CampaignId && of.RemovedAt == now))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.RemovedAt, now).SetProperty(one => one.ChangedAt, now), ct),
            [EntityKind.AssetGroup] = await db.AssetGroups.Where(one => one.AccountId == account && one.RemovedAt == null
                    && db.Campaigns.Any(of => of.AccountId == account && of.CampaignId == one.CampaignId && of.RemovedAt == now))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.RemovedAt, now).SetProperty(one => one.ChangedAt, now), ct),
            [EntityKind.Ad] = await db.Ads.Where(one => one.AccountId == account && one.RemovedAt == null
                    && db.AdGroups.Where(of => of.AccountId == account && of.RemovedAt == now).Select(of => of.AdGroupId).Contains(one.AdGroupId))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.RemovedAt, now).SetProperty(one => one.ChangedAt, now), ct),
            [EntityKind.Keyword] = await db.Keywords.Where(one => one.AccountId == account && one.RemovedAt == null
                    && db.AdGroups.Where(of => of.AccountId == account && of.RemovedAt == now).Select(of => of.AdGroupId).Contains(one.AdGroupId))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.RemovedAt, now).SetProperty(one => one.ChangedAt, now), ct),
        };
        gone[EntityKind.NegativeKeyword] = await NegativesAsync(ct);
        gone[EntityKind.Link] = await LinksAsync(ct);
        return gone;
    }

    private async Task<int> NegativesAsync(CancellationToken ct)
    {
        var sum = 0;
        foreach (var (level, parents) in new[]
        {
            (NegativeLevel.Campaign, await GoneAsync(EntityKind.Campaign, ct)),
            (NegativeLevel.AdGroup, await GoneAsync(EntityKind.AdGroup, ct)),
            (NegativeLevel.List, await GoneAsync(EntityKind.NegativeList, ct)),
        })
        {
            foreach (var some in parents.Chunk(Some))
            {
                sum += await db.NegativeKeywords.Where(one => one.AccountId == account && one.Level == level && some.Contains(one.ParentId) && one.RemovedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.RemovedAt, now).SetProperty(one => one.ChangedAt, now), ct);
            }
        }

        return sum;
    }

    private async Task<int> LinksAsync(CancellationToken ct)
    {
        var sum = 0;
        foreach (var kind in Enum.GetValues<LinkKind>())
        {
            if (kind.ParentKind() is not { } parent || !await db.EntityLinks.AnyAsync(one => one.AccountId == account && one.Kind == kind && one.RemovedAt == null, ct))
            {
                continue;
            }

            foreach (var some in (await GoneAsync(parent, ct)).Chunk(Some))
            {
                sum += await RemoveAsync(db.EntityLinks.Where(one => one.AccountId == account && one.Kind == kind && some.Contains(one.ParentId)), ct);
            }
        }

        foreach (var (subject, kinds) in Subjects)
        {
            foreach (var some in (await GoneAsync(subject, ct)).Chunk(Some))
            {
                sum += await RemoveAsync(db.EntityLinks.Where(one => one.AccountId == account && kinds.Contains(one.Kind) && some.Contains(one.SubjectId)), ct);
            }
        }

        return sum;
    }

    private Task<int> RemoveAsync(IQueryable<EntityLink> links, CancellationToken ct) => links.Where(one => one.RemovedAt == null)
        .ExecuteUpdateAsync(set => set.SetProperty(one => one.RemovedAt, now).SetProperty(one => one.ChangedAt, now), ct);

    /// <summary>The numbers of what was removed at this moment.</summary>
    private async Task<List<long>> GoneAsync(EntityKind kind, CancellationToken ct) => kind switch
    {
        EntityKind.Campaign => (await db.Campaigns.Where(one => one.AccountId == account && one.RemovedAt == now).Select(one => one.CampaignId).ToListAsync(ct)).ConvertAll(id => id.Value),
        EntityKind.AdGroup => (await db.AdGroups.Where(one => one.AccountId == account && one.RemovedAt == now).Select(one => one.AdGroupId).ToListAsync(ct)).ConvertAll(id => id.Value),
        EntityKind.Ad => (await db.Ads.Where(one => one.AccountId == account && one.RemovedAt == now).Select(one => one.AdId).ToListAsync(ct)).ConvertAll(id => id.Value),
        EntityKind.Keyword => (await db.Keywords.Where(one => one.AccountId == account && one.RemovedAt == now).Select(one => one.KeywordId).ToListAsync(ct)).ConvertAll(id => id.Value),
        EntityKind.NegativeList => (await db.NegativeLists.Where(one => one.AccountId == account && one.RemovedAt == now).Select(one => one.NegativeListId).ToListAsync(ct)).ConvertAll(id => id.Value),
        EntityKind.Label => (await db.Labels.Where(one => one.AccountId == account && one.RemovedAt == now).Select(one => one.LabelId).ToListAsync(ct)).ConvertAll(id => id.Value),
        EntityKind.Extension => (await db.AdExtensions.Where(one => one.AccountId == account && one.RemovedAt == now).Select(one => one.ExtensionId).ToListAsync(ct)).ConvertAll(id => id.Value),
        EntityKind.Audience => (await db.Audiences.Where(one => one.AccountId == account && one.RemovedAt == now).Select(one => one.AudienceId).ToListAsync(ct)).ConvertAll(id => id.Value),
        _ => [],
    };
}

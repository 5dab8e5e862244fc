using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Entities;

/// <summary>What something is called, and the number of what it hangs on.</summary>
public readonly record struct EntityName(string Name, long ParentId);

/// <summary>Names of things of one account by their numbers. A keyword or ad is sought among all of its account: ask for a page of them, not more.</summary>
public sealed class EntityNames(PortalDb db)
{
    public async Task<IReadOnlyDictionary<long, EntityName>> OfAsync(AdsId<AdsAccount> account, EntityKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<long, EntityName>();
        }

        return kind switch
        {
            EntityKind.Campaign => await CampaignsAsync(account, Typed<Campaign>(ids), ct),
            EntityKind.AdGroup => await AdGroupsAsync(account, Typed<AdGroup>(ids), ct),
            EntityKind.Ad => await AdsAsync(account, Typed<Ad>(ids), ct),
            EntityKind.Keyword => await KeywordsAsync(account, Typed<Keyword>(ids), ct),
            EntityKind.NegativeList => await ListsAsync(account, Typed<NegativeList>(ids), ct),
            EntityKind.Label => await LabelsAsync(account, Typed<Label>(ids), ct),
            EntityKind.Extension => await ExtensionsAsync(account, Typed<AdExtension>(ids), ct),
            EntityKind.Audience => await AudiencesAsync(account, Typed<Audience>(ids), ct),
            _ => new Dictionary<long, EntityName>(),
        };
    }

    private async Task<Dictionary<long, EntityName>> CampaignsAsync(AdsId<AdsAccount> account, List<AdsId<Campaign>> ids, CancellationToken ct) =>
        (await db.Campaigns.AsNoTracking().Where(one => one.AccountId == account && ids.Contains(one.CampaignId)).Select(one => new { one.CampaignId, one.Name }).ToListAsync(ct))
            .ToDictionary(one => one.CampaignId.Value, one => new EntityName(one.Name, 0));

    private async Task<Dictionary<long, EntityName>> AdGroupsAsync(AdsId<AdsAccount> account, List<AdsId<AdGroup>> ids, CancellationToken ct) =>
        (await db.AdGroups.AsNoTracking().Where(one => one.AccountId == account && ids.Contains(one.AdGroupId)).Select(one => new { one.AdGroupId, one.CampaignId, one.Name }).ToListAsync(ct))
            .ToDictionary(one => one.AdGroupId.Value, one => new EntityName(one.Name, one.CampaignId.Value));

    /// <summary>An ad is told by its first headline. The same number in two ad groups would be Microsoft's error; one of them is shown.</summary>
    private async Task<Dictionary<long, EntityName>> AdsAsync(AdsId<AdsAccount> account, List<AdsId<Ad>> ids, CancellationToken ct) =>
        (await db.Ads.AsNoTracking().Where(one => one.AccountId == account && ids.Contains(one.AdId)).Select(one => new { one.AdId, one.AdGroupId, one.Headlines }).ToListAsync(ct))
            .DistinctBy(one => one.AdId).ToDictionary(one => one.AdId.Value, one => new EntityName(one.Headlines.Split('\n')[0], one.AdGroupId.Value));

    private async Task<Dictionary<long, EntityName>> KeywordsAsync(AdsId<AdsAccount> account, List<AdsId<Keyword>> ids, CancellationToken ct) =>
        (await db.Keywords.AsNoTracking().Where(one => one.AccountId == account && ids.Contains(one.KeywordId)).Select(one => new { one.KeywordId, one.AdGroupId, one.Text }).ToListAsync(ct))
            .DistinctBy(one => one.KeywordId).ToDictionary(one => one.KeywordId.Value, one => new EntityName(one.Text, one.AdGroupId.Value));

    private async Task<Dictionary<long, EntityName>> ListsAsync(AdsId<AdsAccount> account, List<AdsId<NegativeList>> ids, CancellationToken ct) =>
        (await db.NegativeLists.AsNoTracking().Where(one => one.AccountId == account && ids.Contains(one.NegativeListId)).Select(one => new { one.NegativeListId, one.Name }).ToListAsync(ct))
            .ToDictionary(one => one.NegativeListId.Value, one => new EntityName(one.Name, 0));

    private async Task<Dictionary<long, EntityName>> LabelsAsync(AdsId<AdsAccount> account, List<AdsId<Label>> ids, CancellationToken ct) =>
        (await db.Labels.AsNoTracking().Where(one => one.AccountId == account && ids.Contains(one.LabelId)).Select(one => new { one.LabelId, one.Name }).ToListAsync(ct))
            .ToDictionary(one => one.LabelId.Value, one => new EntityName(one.Name, 0));

    private async Task<Dictionary<long, EntityName>> ExtensionsAsync(AdsId<AdsAccount> account, List<AdsId<AdExtension>> ids, CancellationToken ct) =>
        (await db.AdExtensions.AsNoTracking().Where(one => one.AccountId == account && ids.Contains(one.ExtensionId)).Select(one => new { one.ExtensionId, one.Text }).ToListAsync(ct))
            .ToDictionary(one => one.ExtensionId.Value, one => new EntityName(one.Text, 0));

    private async Task<Dictionary<long, EntityName>> AudiencesAsync(AdsId<AdsAccount> account, List<AdsId<Audience>> ids, CancellationToken ct) =>
        (await db.Audiences.AsNoTracking().Where(one => one.AccountId == account && ids.Contains(one.AudienceId)).Select(one => new { one.AudienceId, one.Name }).ToListAsync(ct))
            .ToDictionary(one => one.AudienceId.Value, one => new EntityName(one.Name, 0));

    private static List<AdsId<T>> Typed<T>(IReadOnlyCollection<long> ids) => [.. ids.Distinct().Select(id => new AdsId<T>(id))];
}

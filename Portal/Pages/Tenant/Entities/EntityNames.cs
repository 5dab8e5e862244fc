using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Entities;

/// <summary>What something is called, and the number of what it hangs on; 0 where it hangs on nothing but its account.</summary>
public sealed record EntityName(AdsId<AdsAccount> AccountId, long Id, string Name, long ParentId);

/// <summary>Names of things by their accounts and numbers. A keyword or ad is sought among all of its account: ask for a page of them, not more.</summary>
public sealed class EntityNames(PortalDb db)
{
    /// <returns>Also what has one of the numbers in another of the accounts; nothing for kinds without a name.</returns>
    public async Task<IReadOnlyDictionary<(AdsId<AdsAccount> Account, long Id), EntityName>> OfAsync(
        IReadOnlyCollection<AdsId<AdsAccount>> accounts, EntityKind kind, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        if (ids.Count == 0 || Query([.. accounts.Distinct()], kind, [.. ids.Distinct()]) is not { } query)
        {
            return new Dictionary<(AdsId<AdsAccount>, long), EntityName>();
        }

        // The same number in two ad groups would be Microsoft's error; one of them is shown.
        return (await query.ToListAsync(ct)).DistinctBy(one => (one.AccountId, one.Id)).ToDictionary(one => (one.AccountId, one.Id));
    }

    private IQueryable<EntityName>? Query(List<AdsId<AdsAccount>> accounts, EntityKind kind, List<long> ids) => kind switch
    {
        EntityKind.Campaign => db.Campaigns.AsNoTracking().Where(one => accounts.Contains(one.AccountId) && Typed<Campaign>(ids).Contains(one.CampaignId))
            .Select(one => new EntityName(one.AccountId, one.CampaignId.Value, one.Name, 0)),
        EntityKind.AdGroup => db.AdGroups.AsNoTracking().Where(one => accounts.Contains(one.AccountId) && Typed<AdGroup>(ids).Contains(one.AdGroupId))
            .Select(one => new EntityName(one.AccountId, one.AdGroupId.Value, one.Name, one.CampaignId.Value)),
        EntityKind.Ad => db.Ads.AsNoTracking().Where(one => accounts.Contains(one.AccountId) && Typed<Ad>(ids).Contains(one.AdId))
            .Select(one => new EntityName(one.AccountId, one.AdId.Value, FirstLine(one.Headlines), one.AdGroupId.Value)),
        EntityKind.Keyword => db.Keywords.AsNoTracking().Where(one => accounts.Contains(one.AccountId) && Typed<Keyword>(ids).Contains(one.KeywordId))
            .Select(one => new EntityName(one.AccountId, one.KeywordId.Value, one.Text, one.AdGroupId.Value)),
        EntityKind.NegativeList => db.NegativeLists.AsNoTracking().Where(one => accounts.Contains(one.AccountId) && Typed<NegativeList>(ids).Contains(one.NegativeListId))
            .Select(one => new EntityName(one.AccountId, one.NegativeListId.Value, one.Name, 0)),
        EntityKind.Label => db.Labels.AsNoTracking().Where(one => accounts.Contains(one.AccountId) && Typed<Label>(ids).Contains(one.LabelId))
            .Select(one => new EntityName(one.AccountId, one.LabelId.Value, one.Name, 0)),
        EntityKind.Extension => db.AdExtensions.AsNoTracking().Where(one => accounts.Contains(one.AccountId) && Typed<AdExtension>(ids).Contains(one.ExtensionId))
            .Select(one => new EntityName(one.AccountId, one.ExtensionId.Value, one.Text, 0)),
        EntityKind.Audience => db.Audiences.AsNoTracking().Where(one => accounts.Contains(one.AccountId) && Typed<Audience>(ids).Contains(one.AudienceId))
            .Select(one => new EntityName(one.AccountId, one.AudienceId.Value, one.Name, 0)),
        _ => null,
    };

    /// <summary>An ad is told by its first headline.</summary>
    private static string FirstLine(string text) => text.Split('\n')[0];

    private static List<AdsId<T>> Typed<T>(List<long> ids) => ids.ConvertAll(id => new AdsId<T>(id));
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Entities;

/// <summary>One place where something is used, or one thing that is used in a place.</summary>
/// <param name="Kind">Of the thing at the other end.</param>
/// <param name="Id">Its number; of an account's own place the account's.</param>
/// <param name="ParentId">The number of what it hangs on in turn.</param>
/// <param name="Name">What it is called; null when the mirror does not know it.</param>
/// <param name="Word">What it is, in words.</param>
/// <param name="Remark">What else the association says: its state, a bid adjustment, or that an audience is left out.</param>
public sealed record EntityUse(EntityKind? Kind, long Id, long ParentId, string? Name, string Word, string? Remark);

/// <summary>The first uses, and how many there are.</summary>
public sealed record EntityUseList(IReadOnlyList<EntityUse> Shown, int Total)
{
    public const int Most = 100;

    public static EntityUseList None { get; } = new([], 0);
}

/// <summary>What uses what, from both ends.</summary>
public sealed class EntityUses(PortalDb db, EntityNames names)
{
    /// <summary>Where an entity is used.</summary>
    public Task<EntityUseList> OfAsync(EntityShelf shelf, AdsId<AdsAccount> account, long id, CancellationToken ct) =>
        shelf.Kind == EntityKind.SharedBudget ? SpendersAsync(account, new(id), ct)
        : shelf.Links.Count > 0 ? LinkedAsync(Links(shelf).Where(link => link.AccountId == account && link.SubjectId == id), account, isParent: true, ct)
        : Task.FromResult(EntityUseList.None);

    /// <summary>What is put on a campaign or an ad group: one seek in the key a kind of association.</summary>
    public Task<EntityUseList> OnAsync(AdsId<AdsAccount> account, EntityKind on, long id, CancellationToken ct)
    {
        List<LinkKind> kinds = [.. Enum.GetValues<LinkKind>().Where(kind => LinkWords.ParentOf(kind) == on)];
        return LinkedAsync(db.EntityLinks.Where(link => link.AccountId == account && kinds.Contains(link.Kind) && link.ParentId == id && link.RemovedAt == null), account, isParent: false, ct);
    }

    /// <summary>The rows of one page with their numbers of uses and of keywords, and with their parents' names.</summary>
    public async Task<IReadOnlyList<EntityRow>> AddAsync(EntityShelf shelf, IReadOnlyList<EntityRow> rows, CancellationToken ct)
    {
        List<AdsId<AdsAccount>> accounts = [.. rows.Select(row => row.AccountId).Distinct()];
        List<long> ids = [.. rows.Select(row => row.Id).Distinct()];
        var uses = shelf.Links.Count == 0 || rows.Count == 0 ? null : await CountAsync(
            Links(shelf).Where(link => accounts.Contains(link.AccountId) && ids.Contains(link.SubjectId)).Select(link => new Owner { AccountId = link.AccountId, Id = link.SubjectId }), ct);
        var keywords = shelf.Kind != EntityKind.NegativeList || rows.Count == 0 ? null : await CountAsync(
            db.NegativeKeywords.Where(one => accounts.Contains(one.AccountId) && one.Level == NegativeLevel.List && ids.Contains(one.ParentId) && one.RemovedAt == null)
                .Select(one => new Owner { AccountId = one.AccountId, Id = one.ParentId }),
            ct);
        var parents = await ParentsAsync(rows, ct);
        return [.. rows.Select(row => row with
        {
            Uses = uses?.GetValueOrDefault((row.AccountId, row.Id)),
            Keywords = keywords?.GetValueOrDefault((row.AccountId, row.Id)),
            Parent = row.ParentKind is { } kind && parents.TryGetValue((row.AccountId, kind, row.ParentId), out var parent) ? parent : null,
        })];
    }

    private static async Task<Dictionary<(AdsId<AdsAccount> Account, long Id), int>> CountAsync(IQueryable<Owner> owners, CancellationToken ct) =>
        (await owners.GroupBy(owner => new { owner.AccountId, owner.Id }).Select(same => new { same.Key.AccountId, same.Key.Id, Count = same.Count() }).ToListAsync(ct))
            .ToDictionary(same => (same.AccountId, same.Id), same => same.Count);

    private IQueryable<EntityLink> Links(EntityShelf shelf)
    {
        List<LinkKind> kinds = [.. shelf.Links];
        return db.EntityLinks.Where(link => kinds.Contains(link.Kind) && link.RemovedAt == null);
    }

    private async Task<Dictionary<(AdsId<AdsAccount>, EntityKind, long), string>> ParentsAsync(IReadOnlyList<EntityRow> rows, CancellationToken ct)
    {
        var found = new Dictionary<(AdsId<AdsAccount>, EntityKind, long), string>();
        foreach (var parents in rows.Where(row => row.ParentKind is not null).GroupBy(row => row.ParentKind ?? EntityKind.Campaign))
        {
            foreach (var name in (await names.OfAsync([.. parents.Select(row => row.AccountId)], parents.Key, [.. parents.Select(row => row.ParentId)], ct)).Values)
            {
                found[(name.AccountId, parents.Key, name.Id)] = name.Name;
            }
        }

        return found;
    }

    private async Task<EntityUseList> SpendersAsync(AdsId<AdsAccount> account, AdsId<SharedBudget> budget, CancellationToken ct)
    {
        var campaigns = db.Campaigns.AsNoTracking().Where(one => one.AccountId == account && one.SharedBudgetId == budget && one.RemovedAt == null);
        var shown = await campaigns.OrderBy(one => one.Name).ThenBy(one => one.CampaignId).Take(EntityUseList.Most).Select(one => new { one.CampaignId, one.Name, one.Status }).ToListAsync(ct);
        return new(
            shown.ConvertAll(one => new EntityUse(EntityKind.Campaign, one.CampaignId.Value, 0, one.Name, "Campaign", StatusLook.Of(one.Status).Word)),
            shown.Count < EntityUseList.Most ? shown.Count : await campaigns.CountAsync(ct));
    }

    private async Task<EntityUseList> LinkedAsync(IQueryable<EntityLink> links, AdsId<AdsAccount> account, bool isParent, CancellationToken ct)
    {
        var shown = await links.AsNoTracking().OrderBy(link => link.Kind).ThenBy(link => link.ParentId).ThenBy(link => link.RecordId).Take(EntityUseList.Most).ToListAsync(ct);
        var uses = new List<EntityUse>(shown.Count);
        foreach (var same in shown.GroupBy(link => isParent ? LinkWords.ParentOf(link.Kind) : LinkWords.SubjectOf(link.Kind)))
        {
            long Other(EntityLink link) => isParent ? link.ParentId : link.SubjectId;
            var known = same.Key is { } kind ? await names.OfAsync([account], kind, [.. same.Select(Other)], ct) : null;
            foreach (var link in same)
            {
                var name = known?.GetValueOrDefault((account, Other(link)));
                uses.Add(new(same.Key, Other(link), name?.ParentId ?? 0, name?.Name, isParent ? LinkWords.Parent(link.Kind) : LinkWords.Subject(link), LinkWords.Remark(link)));
            }
        }

        return new(uses, shown.Count < EntityUseList.Most ? shown.Count : await links.CountAsync(ct));
    }

    /// <summary>Of what is counted: whose it is. Made by an initialiser, because EF Core looks through that.</summary>
    private sealed class Owner
    {
        public AdsId<AdsAccount> AccountId { get; init; }

        public long Id { get; init; }
    }
}

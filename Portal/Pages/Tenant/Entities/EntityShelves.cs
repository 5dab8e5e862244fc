using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ads;

namespace Portal.Pages.Tenant.Entities;

/// <summary>All kinds that have lists of their own, in the order of the tabs. Campaigns, ad groups, ads and keywords have pages elsewhere.</summary>
internal static class EntityShelves
{
    private const NegativeLevel None = default;

    public static IReadOnlyList<EntityShelf> All { get; } =
    [
        new("labels", EntityKind.Label, "Labels", "label", "Labels sort campaigns, ad groups, ads and keywords the way your team thinks of them.",
            new EntityQuery<long, AdsId<Label>>(
                db => db.Labels.AsNoTracking().Select(one => new Facts<long, AdsId<Label>>
                {
                    AccountId = one.AccountId, Id = one.LabelId, Level = None, Parent = 0L, Name = one.Name, Type = "", Status = "", EditorialStatus = null,
                    Note = one.Description, Extra = one.Colour, Number = null, Campaigns = null, ChangedAt = one.ChangedAt, RemovedAt = one.RemovedAt,
                }),
                id => id.Value, id => new(id), parent => parent, parent => parent))
        {
            Links = [LinkKind.LabelOfCampaign, LinkKind.LabelOfAdGroup, LinkKind.LabelOfAd, LinkKind.LabelOfKeyword],
            Columns = [Note("Description"), new("Colour", null, row => row.Extra ?? Say.None, row => row.Extra)],
        },
        new("extensions", EntityKind.Extension, "Ad extensions", "ad extension", "Sitelinks, callouts, calls and snippets are shown below ads, wherever they are put on an account, campaign or ad group.",
            new EntityQuery<long, AdsId<AdExtension>>(
                db => db.AdExtensions.AsNoTracking().Select(one => new Facts<long, AdsId<AdExtension>>
                {
                    AccountId = one.AccountId, Id = one.ExtensionId, Level = None, Parent = 0L, Name = one.Text, Type = one.Type, Status = one.Status, EditorialStatus = one.EditorialStatus,
                    Note = one.Details, Extra = one.FinalUrl, Number = null, Campaigns = null, ChangedAt = one.ChangedAt, RemovedAt = one.RemovedAt,
                }),
                id => id.Value, id => new(id), parent => parent, parent => parent))
        {
            TypeLabel = "Type",
            HasStatus = true,
            Links = [LinkKind.ExtensionOfAccount, LinkKind.ExtensionOfCampaign, LinkKind.ExtensionOfAdGroup],
            Columns = [Type("Type"), Note("Details"), Page],
        },
        new("audiences", EntityKind.Audience, "Audiences", "audience", "Remarketing lists, custom and in-market audiences are groups of people that ad groups and campaigns aim at or leave out.",
            new EntityQuery<long, AdsId<Audience>>(
                db => db.Audiences.AsNoTracking().Select(one => new Facts<long, AdsId<Audience>>
                {
                    AccountId = one.AccountId, Id = one.AudienceId, Level = None, Parent = 0L, Name = one.Name, Type = one.Type, Status = "", EditorialStatus = null,
                    Note = one.Description, Extra = one.Scope, Number = one.MembershipDays, Campaigns = null, ChangedAt = one.ChangedAt, RemovedAt = one.RemovedAt,
                }),
                id => id.Value, id => new(id), parent => parent, parent => parent))
        {
            TypeLabel = "Type",
            Links = [LinkKind.AudienceOfCampaign, LinkKind.AudienceOfAdGroup],
            Columns =
            [
                Type("Type"), Note("Description"), new("Scope", null, row => row.Extra ?? Say.None, row => row.Extra),
                new("Membership", "number", row => row.Number is { } days ? Say.Count(days, "day") : Say.None, row => row.Number, IsNumber: true),
            ],
        },
        new("negative-keywords", EntityKind.NegativeKeyword, "Negative keywords", "negative keyword", "Negative keywords keep a campaign or an ad group away from searches that hold them.",
            new EntityQuery<long, AdsId<NegativeKeyword>>(
                db => db.NegativeKeywords.AsNoTracking().Select(one => new Facts<long, AdsId<NegativeKeyword>>
                {
                    AccountId = one.AccountId, Id = one.NegativeKeywordId, Level = one.Level, Parent = one.ParentId, Name = one.Text, Type = one.MatchType, Status = "", EditorialStatus = null,
                    Note = null, Extra = null, Number = null, Campaigns = null, ChangedAt = one.ChangedAt, RemovedAt = one.RemovedAt,
                }),
                id => id.Value, id => new(id), parent => parent, parent => parent))
        {
            TypeLabel = "Match type",
            ParentLabel = "Stands in",
            Columns = [Type("Match type")],
        },
        new("negative-lists", EntityKind.NegativeList, "Negative keyword lists", "negative keyword list", "A shared list holds negative keywords for several campaigns.",
            new EntityQuery<long, AdsId<NegativeList>>(
                db => db.NegativeLists.AsNoTracking().Select(one => new Facts<long, AdsId<NegativeList>>
                {
                    AccountId = one.AccountId, Id = one.NegativeListId, Level = None, Parent = 0L, Name = one.Name, Type = "", Status = "", EditorialStatus = null,
                    Note = null, Extra = null, Number = null, Campaigns = null, ChangedAt = one.ChangedAt, RemovedAt = one.RemovedAt,
                }),
                id => id.Value, id => new(id), parent => parent, parent => parent))
        {
            Links = [LinkKind.NegativeListOfCampaign],
        },
        new("shared-budgets", EntityKind.SharedBudget, "Shared budgets", "shared budget", "A shared budget is spent by several campaigns together.",
            new EntityQuery<long, AdsId<SharedBudget>>(
                db => db.SharedBudgets.AsNoTracking().Select(one => new Facts<long, AdsId<SharedBudget>>
                {
                    AccountId = one.AccountId, Id = one.BudgetId, Level = None, Parent = 0L, Name = one.Name, Type = one.BudgetType, Status = "", EditorialStatus = null,
                    Note = null, Extra = null, Number = one.AmountMicros, Campaigns = one.AssociationCount, ChangedAt = one.ChangedAt, RemovedAt = one.RemovedAt,
                }),
                id => id.Value, id => new(id), parent => parent, parent => parent))
        {
            TypeLabel = "Type",
            Columns =
            [
                Type("Type"),
                new("Amount/day", "number", row => Say.Money(new Money(row.Number ?? 0, row.Currency)), row => (row.Number ?? 0) / (decimal)Money.MicrosPerUnit, IsNumber: true),
                new("Campaigns", "campaigns", row => Say.Number(row.Campaigns ?? 0), row => row.Campaigns, IsNumber: true),
            ],
        },
        new("asset-groups", EntityKind.AssetGroup, "Asset groups", "asset group", "Performance Max campaigns are made of asset groups: texts and pictures that Microsoft puts together.",
            new EntityQuery<AdsId<Campaign>, AdsId<AssetGroup>>(
                db => db.AssetGroups.AsNoTracking().Select(one => new Facts<AdsId<Campaign>, AdsId<AssetGroup>>
                {
                    AccountId = one.AccountId, Id = one.AssetGroupId, Level = None, Parent = one.CampaignId, Name = one.Name, Type = "", Status = one.Status, EditorialStatus = one.EditorialStatus,
                    Note = one.BusinessName, Extra = one.FinalUrl, Number = null, Campaigns = null, ChangedAt = one.ChangedAt, RemovedAt = one.RemovedAt,
                }),
                id => id.Value, id => new(id), campaign => campaign.Value, campaign => new(campaign)))
        {
            HasStatus = true,
            ParentLabel = "Campaign",
            Columns = [Note("Business"), Page],
        },
    ];

    private static EntityColumn Page => new("Final URL", null, row => OneLine(row.Extra), row => row.Extra);

    public static EntityShelf? Find(string? key) => All.FirstOrDefault(shelf => shelf.Key == key);

    public static EntityShelf? Of(EntityKind kind) => All.FirstOrDefault(shelf => shelf.Kind == kind);

    public static string LevelInWords(NegativeLevel level) => level switch
    {
        NegativeLevel.Campaign => "Campaign",
        NegativeLevel.AdGroup => "Ad group",
        NegativeLevel.List => "Shared list",
        _ => string.Create(CultureInfo.InvariantCulture, $"Level {(int)level}"),
    };

    private static EntityColumn Type(string head) => new(head, "type", row => StatusLook.Spaced(row.Type), row => StatusLook.Spaced(row.Type));

    private static EntityColumn Note(string head) => new(head, null, row => OneLine(row.Note), row => row.Note);

    private static string OneLine(string? text) => string.IsNullOrWhiteSpace(text) ? Say.None : text.Replace("\n", " · ", StringComparison.Ordinal);
}

using Portal.Domain.Ads;
using static Portal.Infrastructure.Sync.EntityColumn;

namespace Portal.Infrastructure.Sync;

/// <summary>The tables of the mirror. A test holds them against the model.</summary>
internal static class EntityTables
{
    public static readonly IReadOnlyList<EntityTable> All =
    [
        new(EntityKind.SharedBudget, "SharedBudgets", ["BudgetId"], [Text("Name", "Name"), Number("AmountMicros", "Amount"), Text("BudgetType", "Budget type")]) { AtFirst = ["AssociationCount"] },
        new(EntityKind.Label, "Labels", ["LabelId"], [Text("Name", "Name"), Text("Colour", "Colour"), Text("Description", "Description")]),
        new(EntityKind.NegativeList, "NegativeLists", ["NegativeListId"], [Text("Name", "Name")]),
        new(EntityKind.Extension, "AdExtensions", ["ExtensionId"],
            [Text("Type"), Text("Status", "Status"), Text("EditorialStatus", "Editorial status"), Text("Text", "Text"), Text("Details", "Details"), Text("FinalUrl", "Final URL")]),
        new(EntityKind.Audience, "Audiences", ["AudienceId"],
            [Text("Type"), Text("Name", "Name"), Text("Description", "Description"), Number("MembershipDays", "Membership in days"), Text("Scope", "Scope")]),
        new(EntityKind.Campaign, "Campaigns", ["CampaignId"],
            [
                Text("Name", "Name"), Text("Status", "Status"), Text("Type", "Type"), Number("DailyBudgetMicros", "Daily budget"), Text("BudgetType", "Budget type"),
                Number("SharedBudgetId", "Shared budget"), Text("BidStrategy", "Bid strategy"),
            ]) { AtFirst = ["FirstSeenAt"] },
        new(EntityKind.AdGroup, "AdGroups", ["AdGroupId"], [Number("CampaignId"), Text("Name", "Name"), Text("Status", "Status"), Number("CpcBidMicros", "Bid")]),
        new(EntityKind.AssetGroup, "AssetGroups", ["AssetGroupId"],
            [
                Number("CampaignId"), Text("Name", "Name"), Text("Status", "Status"), Text("EditorialStatus", "Editorial status"), Text("BusinessName", "Business name"),
                Text("CallToAction", "Call to action"), Text("Headlines", "Headlines"), Text("LongHeadlines", "Long headlines"), Text("Descriptions", "Descriptions"), Text("FinalUrl", "Final URL"),
            ]),
        new(EntityKind.Ad, "Ads", ["AdGroupId", "AdId"],
            [
                Text("Type"), Text("Status", "Status"), Text("EditorialStatus", "Editorial status"), Text("Headlines", "Headlines"), Text("HeadlinePins", "Pinned headlines"),
                Text("Descriptions", "Descriptions"), Text("DescriptionPins", "Pinned descriptions"), Text("FinalUrl", "Final URL"),
            ]),
        new(EntityKind.Keyword, "Keywords", ["AdGroupId", "KeywordId"],
            [Text("Text", "Text"), Text("MatchType", "Match type"), Text("Status", "Status"), Text("EditorialStatus", "Editorial status"), Number("BidMicros", "Bid"), Text("FinalUrl", "Final URL")]),
        new(EntityKind.NegativeKeyword, "NegativeKeywords", ["Level", "ParentId", "NegativeKeywordId"], [Text("Text", "Text"), Text("MatchType", "Match type")]),
        new(EntityKind.Link, "EntityLinks", ["Kind", "ParentId", "RecordId"],
            [Number("SubjectId"), Text("Type"), Text("Status", "Status"), Text("EditorialStatus", "Editorial status"), Text("BidAdjustment", "Bid adjustment")]),
        new(EntityKind.Raw, "RawRecords", ["TypeKey", "RecordId", "ParentId"], [Text("Type"), Text("Status"), Text("Columns")]),
    ];

    private static readonly Dictionary<EntityKind, EntityTable> ByKind = All.ToDictionary(table => table.Kind);

    public static EntityTable Of(EntityKind kind) => ByKind[kind];
}

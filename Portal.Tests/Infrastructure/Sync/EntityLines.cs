using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Extras;
using Portal.Infrastructure.Database;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>Everything an account is made of as lines of text, once as the stand-in has it and once as the mirror holds it. The measurement of a life compares by it too.</summary>
internal static class EntityLines
{
    /// <summary>What Microsoft has, a line for each thing, by kind.</summary>
    public static IReadOnlyList<string> Shown(AccountTree tree)
    {
        var campaigns = tree.Campaigns.Where(one => !one.IsDeleted).ToList();
        var groups = campaigns.SelectMany(one => one.AdGroups).Where(one => !one.IsDeleted).ToList();
        var extras = tree.Extras.OfAccount().Concat(campaigns.SelectMany(tree.Extras.Of)).Concat(groups.SelectMany(tree.Extras.Of)).Where(one => !one.IsDeleted);
        return [.. new[]
        {
            tree.Budgets.Select(one => $"budget {one.Id} {one.Name} {one.Amount:0.00} {tree.AssociationCount(one)}"),
            campaigns.Select(one => $"campaign {one.Id} {one.Name} {one.Status} {one.Type} {one.DailyBudget:0.00} {one.BudgetType} {one.Budget?.Id} {one.BiddingScheme["Type"]}"),
            groups.Select(one => $"group {one.Id} {one.Campaign.Id} {one.Name} {one.Status} {one.CpcBid:0.00}"),
            groups.SelectMany(of => of.Keywords.Where(one => !one.IsDeleted).Select(one =>
                $"keyword {of.Id} {one.Id} {one.Text} {one.MatchType} {one.Status} {one.EditorialStatus} {one.Bid:0.00} {string.Join('\n', one.FinalUrls ?? [])}")),
            groups.SelectMany(of => of.Ads.Where(one => !one.IsDeleted).Select(one =>
                $"ad {of.Id} {one.Id} ResponsiveSearch {one.Status} {Texts(one.Headlines)} {Texts(one.Descriptions)} {string.Join('\n', one.FinalUrls)}")),
            extras.Select(one => Shown(one, tree)),
        }.SelectMany(lines => lines).Order(StringComparer.Ordinal)];
    }

    /// <summary>What the mirror holds, in the same words.</summary>
    public static async Task<IReadOnlyList<string>> StoredAsync(PortalDb db, AdsId<AdsAccount> id)
    {
        return [.. new[]
        {
            (await db.SharedBudgets.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"budget {one.BudgetId} {one.Name} {Amount(one.AmountMicros)} {one.AssociationCount}"),
            (await db.Campaigns.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"campaign {one.CampaignId} {one.Name} {one.Status} {one.Type} {Amount(one.DailyBudgetMicros)} {one.BudgetType} {one.SharedBudgetId} {one.BidStrategy}"),
            (await db.AdGroups.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"group {one.AdGroupId} {one.CampaignId} {one.Name} {one.Status} {Amount(one.CpcBidMicros)}"),
            (await db.Keywords.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"keyword {one.AdGroupId} {one.KeywordId} {one.Text} {one.MatchType} {one.Status} {one.EditorialStatus} {Amount(one.BidMicros)} {one.FinalUrl}"),
            (await db.Ads.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => one.Type == "ExpandedText"
                    ? $"Expanded Text Ad {one.AdId} {one.AdGroupId} {one.Headlines} {one.Descriptions} {one.FinalUrl}"
                    : $"ad {one.AdGroupId} {one.AdId} {one.Type} {one.Status} {Pinned(one.Headlines, one.HeadlinePins)} {Pinned(one.Descriptions, one.DescriptionPins)} {one.FinalUrl}"),
            (await db.Labels.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"Label {one.LabelId} {one.Name} {one.Colour} {one.Description}"),
            (await db.NegativeLists.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"Negative Keyword List {one.NegativeListId} {one.Name}"),
            (await db.NegativeKeywords.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"{(one.Level == NegativeLevel.List ? "Shared" : one.Level == NegativeLevel.AdGroup ? "Ad Group" : "Campaign")} Negative Keyword {one.NegativeKeywordId} {one.ParentId} {one.Text} {one.MatchType}"),
            (await db.AdExtensions.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"{(one.Type == "StructuredSnippet" ? "Structured Snippet" : one.Type)} Ad Extension {one.ExtensionId} {one.Text} {one.Details} {one.FinalUrl}"),
            (await db.Audiences.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"{one.Type} {one.AudienceId} {one.Name} {one.Scope} {one.MembershipDays}"),
            (await db.AssetGroups.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"Asset Group {one.AssetGroupId} {one.CampaignId} {one.Name} {one.Status} {one.BusinessName} {one.Headlines!.Split('\n').Length} {one.LongHeadlines!.Split('\n').Length} {one.FinalUrl}"),
            (await db.EntityLinks.AsNoTracking().Where(one => one.AccountId == id && one.RemovedAt == null).ToListAsync())
                .Select(one => $"{one.Type} {one.RecordId} {one.ParentId} {one.SubjectId} {one.BidAdjustment}"),
        }.SelectMany(lines => lines).Order(StringComparer.Ordinal)];
    }

    private static string Shown(Extra one, AccountTree tree)
    {
        string? Value(string name) => one.Values.GetValueOrDefault(name);
        var parent = one.ParentId == 0 ? tree.Nature.Id : one.ParentId;
        return one.Type switch
        {
            "Label" => $"Label {one.Id} {Value("Label")} {Value("Color")} {Value("Description")}",
            "Negative Keyword List" => $"{one.Type} {one.Id} {Value("Name")}",
            "Shared Negative Keyword" or "Campaign Negative Keyword" or "Ad Group Negative Keyword" => $"{one.Type} {one.Id} {one.ParentId} {Value("Keyword")} {Value("Match Type")}",
            "Sitelink Ad Extension" => $"{one.Type} {one.Id} {Value("Sitelink Extension Link Text")} {Value("Sitelink Extension Description1")}\n{Value("Sitelink Extension Description2")} {Value("Final Url")}",
            "Callout Ad Extension" => $"{one.Type} {one.Id} {Value("Callout Text")}  ",
            "Call Ad Extension" => $"{one.Type} {one.Id} {Value("Phone Number")} {Value("Country Code")} ",
            "Structured Snippet Ad Extension" => $"{one.Type} {one.Id} {Value("Structured Snippet Header")} {Value("Structured Snippet Values")?.Replace(';', '\n')} ",
            "Remarketing List" or "Custom Audience" or "In Market Audience" => $"{one.Type.Replace(" ", "", StringComparison.Ordinal)} {one.Id} {Value("Audience")} {Value("Scope")} {Value("Membership Duration")}",
            "Asset Group" => $"{one.Type} {one.Id} {one.ParentId} {Value(one.Type)} {one.Status} {Value("Business Name")} {Count(Value("Headlines"))} {Count(Value("Long Headlines"))} {Value("Final Url")}",
            "Expanded Text Ad" => $"{one.Type} {one.Id} {one.ParentId} {Value("Title Part 1")}\n{Value("Title Part 2")} {Value("Text")} {Value("Final Url")}",
            _ => $"{one.Type} {one.Id} {parent} {Value("Audience Id") ?? $"{one.Id}"} {Value("Bid Adjustment")}",
        };
    }

    private static int Count(string? assets) => System.Text.Json.Nodes.JsonNode.Parse(assets ?? "[]")!.AsArray().Count;

    private static string Texts(IEnumerable<AdText> texts) => string.Join(" | ", texts.Select(text => $"{text.Text}>{text.PinnedField}"));

    private static string Pinned(string texts, string? pins) =>
        string.Join(" | ", texts.Split('\n').Select((text, place) => $"{text}>{pins?.Split('\n')[place]}"));

    private static string Amount(long? micros) => micros is { } value ? $"{value / 1_000_000m:0.00}" : "";
}

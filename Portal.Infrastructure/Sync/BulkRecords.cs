using Portal.Domain.Ads;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Which record type becomes which entity (https://learn.microsoft.com/advertising/bulk-service/bulk-file-schema). The values stand in the
/// order of <see cref="EntityTables"/>.
/// </summary>
internal static class BulkRecords
{
    private static readonly string[] Extensions = ["Sitelink", "Callout", "Call", "Structured Snippet"];

    private static readonly string[] Audiences =
        ["Remarketing List", "Custom Audience", "In Market Audience", "Product Audience", "Combined List", "Customer List", "Similar Remarketing List", "Impression Based Remarketing List"];

    private static readonly string[] Ads =
        ["Responsive Search Ad", "Expanded Text Ad", "Dynamic Search Ad", "Responsive Ad", "Product Ad", "App Install Ad", "Hotel Ad", "Text Ad"];

    /// <summary>Null for a type that the portal does not know.</summary>
    public static EntityRecord? Of(string type, BulkRow row) => type switch
    {
        "Keyword" => Made(row, EntityKind.Keyword, new(row.Parent, row.Id),
            row.Text("Keyword") ?? "", row.Text("Match Type") ?? "", row.Status, row.Text("Editorial Status"), row.Micros("Bid"), row.Lines("Final Url")),
        "Ad Group" => Made(row, EntityKind.AdGroup, new(row.Id), row.Parent, row.Text("Ad Group") ?? "", row.Status, row.Micros("Cpc Bid")),
        "Campaign" => Made(row, EntityKind.Campaign, new(row.Id),
            row.Text("Campaign") ?? "", row.Status, row.Text("Campaign Type") ?? "", row.Micros("Budget"), row.Text("Budget Type"),
            row.Whole("Budget Id") is > 0 and var budget ? budget : null, row.Text("Bid Strategy Type")),
        "Budget" => Made(row, EntityKind.SharedBudget, new(row.Id), row.Text("Budget Name") ?? "", row.Micros("Budget") ?? 0, row.Text("Budget Type") ?? ""),
        "Label" => Made(row, EntityKind.Label, new(row.Id), row.Text("Label") ?? "", row.Text("Color"), row.Text("Description")),
        "Asset Group" => AssetGroup(row),
        "Negative Keyword List" => Made(row, EntityKind.NegativeList, new(row.Id), row.Text("Name") ?? ""),
        "Campaign Negative Keyword" => Negative(row, NegativeLevel.Campaign),
        "Ad Group Negative Keyword" => Negative(row, NegativeLevel.AdGroup),
        "Shared Negative Keyword" => Negative(row, NegativeLevel.List),
        "Campaign Negative Keyword List Association" => Link(row, type, LinkKind.NegativeListOfCampaign),
        "Campaign Label" => Link(row, type, LinkKind.LabelOfCampaign),
        "Ad Group Label" => Link(row, type, LinkKind.LabelOfAdGroup),
        "Keyword Label" => Link(row, type, LinkKind.LabelOfKeyword),
        _ when type.EndsWith(" Ad Label", StringComparison.Ordinal) => Link(row, type, LinkKind.LabelOfAd),
        _ when Ads.Contains(type) => Ad(row, type),
        _ when Audiences.Contains(type) => Made(row, EntityKind.Audience, new(row.Id),
            Joined(type), row.Text("Audience") ?? "", row.Text("Description"), row.Whole("Membership Duration"), row.Text("Scope")),
        _ when type.EndsWith(" Ad Extension", StringComparison.Ordinal) => Extension(row, type),
        _ when type.EndsWith(" Association", StringComparison.Ordinal) => AudienceLink(row, type),
        _ => null,
    };

    private static EntityRecord Made(BulkRow row, EntityKind kind, EntityKey key, params object?[] values) =>
        new(kind, key, values, row.Moment("Modified Time")?.ToUnixTimeMilliseconds(), row.IsDeleted);

    private static EntityRecord Negative(BulkRow row, NegativeLevel level) =>
        Made(row, EntityKind.NegativeKeyword, new((long)level, row.Parent, row.Id), row.Text("Keyword") ?? "", row.Text("Match Type") ?? "");

    private static EntityRecord Link(BulkRow row, string type, LinkKind kind, long? subject = null) =>
        Made(row, EntityKind.Link, new((long)kind, row.Parent, row.Id), subject ?? row.Id, type, row.Status, row.Text("Editorial Status"), row.Text("Bid Adjustment"));

    private static EntityRecord Ad(BulkRow row, string type)
    {
        var (headlines, headlinePins) = row.Assets("Headline");
        var (descriptions, descriptionPins) = row.Assets("Description");
        headlines ??= Joined(row, "Title", "Title Part 1", "Title Part 2", "Title Part 3") ?? "";
        descriptions ??= Joined(row, "Text", "Text Part 2") ?? "";
        return Made(row, EntityKind.Ad, new(row.Parent, row.Id),
            Joined(type[..^" Ad".Length]), row.Status, row.Text("Editorial Status"), headlines, headlinePins, descriptions, descriptionPins, row.Lines("Final Url"));
    }

    private static EntityRecord AssetGroup(BulkRow row) => Made(row, EntityKind.AssetGroup, new(row.Id),
        row.Parent, row.Text("Asset Group") ?? "", row.Status, row.Text("Editorial Status"), row.Text("Business Name"), row.Text("Call To Action"),
        row.Assets("Headlines").Texts, row.Assets("Long Headlines").Texts, row.Assets("Descriptions").Texts, row.Lines("Final Url"));

    /// <summary>The extension itself, or its place on an account, campaign or ad group.</summary>
    private static EntityRecord? Extension(BulkRow row, string type)
    {
        var what = type[..^" Ad Extension".Length];
        var (on, kind) = what switch
        {
            _ when what.StartsWith("Account ", StringComparison.Ordinal) => (LinkKind.ExtensionOfAccount, what["Account ".Length..]),
            _ when what.StartsWith("Campaign ", StringComparison.Ordinal) => (LinkKind.ExtensionOfCampaign, what["Campaign ".Length..]),
            _ when what.StartsWith("Ad Group ", StringComparison.Ordinal) => (LinkKind.ExtensionOfAdGroup, what["Ad Group ".Length..]),
            _ => (default, what),
        };
        return !Extensions.Contains(kind) ? null
            : on != default ? Link(row, type, on)
            : Made(row, EntityKind.Extension, new(row.Id),
                Joined(kind),
                row.Status,
                row.Text("Editorial Status"),
                row.Text("Sitelink Extension Link Text") ?? row.Text("Callout Text") ?? row.Text("Phone Number") ?? row.Text("Structured Snippet Header") ?? "",
                kind switch
                {
                    "Sitelink" => Joined(row, "Sitelink Extension Description1", "Sitelink Extension Description2"),
                    "Structured Snippet" => row.Lines("Structured Snippet Values"),
                    "Call" => row.Text("Country Code"),
                    _ => null,
                },
                row.Lines("Final Url"));
    }

    /// <summary><c>Ad Group [Negative] Remarketing List Association</c> and its like.</summary>
    private static EntityRecord? AudienceLink(BulkRow row, string type)
    {
        var (kind, what) = type.StartsWith("Campaign ", StringComparison.Ordinal) ? (LinkKind.AudienceOfCampaign, type["Campaign ".Length..])
            : type.StartsWith("Ad Group ", StringComparison.Ordinal) ? (LinkKind.AudienceOfAdGroup, type["Ad Group ".Length..])
            : (default, "");
        what = what.StartsWith("Negative ", StringComparison.Ordinal) ? what["Negative ".Length..] : what;
        return kind != default && Audiences.Contains(what.Replace(" Association", "", StringComparison.Ordinal)) ? Link(row, type, kind, row.Whole("Audience Id") ?? 0) : null;
    }

    private static string Joined(string words) => words.Replace(" ", "", StringComparison.Ordinal);

    private static string? Joined(BulkRow row, params string[] columns) =>
        string.Join('\n', columns.Select(row.Text).Where(text => text is not null)) is { Length: > 0 } lines ? lines : null;
}

using Portal.Domain.Ads;

namespace Portal.Pages.Tenant.Entities;

/// <summary>What stands at the two ends of an association, and how it is told.</summary>
internal static class LinkWords
{
    /// <summary>What the label, extension, list or audience stands on; null for the account itself.</summary>
    public static EntityKind? ParentOf(LinkKind kind) => kind switch
    {
        LinkKind.LabelOfCampaign or LinkKind.ExtensionOfCampaign or LinkKind.NegativeListOfCampaign or LinkKind.AudienceOfCampaign => EntityKind.Campaign,
        LinkKind.LabelOfAdGroup or LinkKind.ExtensionOfAdGroup or LinkKind.AudienceOfAdGroup => EntityKind.AdGroup,
        LinkKind.LabelOfAd => EntityKind.Ad,
        LinkKind.LabelOfKeyword => EntityKind.Keyword,
        _ => null,
    };

    public static EntityKind? SubjectOf(LinkKind kind) => kind switch
    {
        LinkKind.LabelOfCampaign or LinkKind.LabelOfAdGroup or LinkKind.LabelOfAd or LinkKind.LabelOfKeyword => EntityKind.Label,
        LinkKind.ExtensionOfAccount or LinkKind.ExtensionOfCampaign or LinkKind.ExtensionOfAdGroup => EntityKind.Extension,
        LinkKind.NegativeListOfCampaign => EntityKind.NegativeList,
        LinkKind.AudienceOfCampaign or LinkKind.AudienceOfAdGroup => EntityKind.Audience,
        _ => null,
    };

    public static string Parent(LinkKind kind) => ParentOf(kind) switch
    {
        EntityKind.Campaign => "Campaign",
        EntityKind.AdGroup => "Ad group",
        EntityKind.Ad => "Ad",
        EntityKind.Keyword => "Keyword",
        _ => "Account",
    };

    /// <summary>Of an extension which kind it is: <c>Campaign Sitelink Ad Extension</c> is a <c>Sitelink</c>.</summary>
    public static string Subject(EntityLink link) => SubjectOf(link.Kind) switch
    {
        EntityKind.Label => "Label",
        EntityKind.Extension => Between(link.Type, Parent(link.Kind) + " ", " Ad Extension") ?? "Ad extension",
        EntityKind.NegativeList => "Negative keyword list",
        EntityKind.Audience => "Audience",
        _ => link.Type,
    };

    public static string? Remark(EntityLink link)
    {
        string?[] parts =
        [
            link.Type.Contains(" Negative ", StringComparison.Ordinal) && SubjectOf(link.Kind) == EntityKind.Audience ? "left out" : null,
            link.Status is "" or "Active" ? null : StatusLook.Of(link.Status).Word,
            link.EditorialStatus is null or "Active" ? null : StatusLook.Spaced(link.EditorialStatus),
            string.IsNullOrEmpty(link.BidAdjustment) ? null : $"bid adjustment {link.BidAdjustment}\u00a0%",
        ];
        return string.Join(" · ", parts.OfType<string>()) is { Length: > 0 } said ? said : null;
    }

    private static string? Between(string type, string before, string after) =>
        type.StartsWith(before, StringComparison.OrdinalIgnoreCase) && type.EndsWith(after, StringComparison.Ordinal) && type.Length > before.Length + after.Length ? type[before.Length..^after.Length] : null;
}

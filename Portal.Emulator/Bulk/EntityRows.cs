using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Extras;

namespace Portal.Emulator.Bulk;

/// <summary>Fills a row from a thing of the world.</summary>
internal static class EntityRows
{
    public static BulkRow Fill(BulkRow row, SharedBudget budget, AccountTree tree, bool isDeleted)
    {
        row.Start("Budget", isDeleted ? "Deleted" : "Active", budget.Id, tree.Nature.Id).Modified(budget.Modified ?? Age.Of(budget.Id));
        (row["Budget Name"], row["Budget Type"]) = (budget.Name, budget.BudgetType);
        row.Number("Budget", budget.Amount);
        return row;
    }

    public static BulkRow Fill(BulkRow row, Campaign campaign)
    {
        row.Start("Campaign", campaign.Status, campaign.Id, campaign.Tree.Nature.Id).Modified(campaign.Modified ?? Age.Of(campaign.Id, campaign.Serving));
        (row["Campaign"], row["Campaign Type"], row["Time Zone"]) = (campaign.Name, campaign.Type, campaign.TimeZone);
        (row["Budget Id"], row["Budget Name"], row["Budget Type"]) = (BulkRow.Whole(campaign.Budget?.Id), campaign.Budget?.Name, campaign.BudgetType);
        row.Number("Budget", campaign.DailyBudget);
        row.Number("Bid Adjustment", campaign.AudienceAdsBidAdjustment);
        row["Language"] = campaign.Languages is { } languages ? string.Join(';', languages) : null;
        row["Bid Strategy Type"] = Strategy(campaign);
        row.Number("Bid Strategy TargetCpa", (decimal?)campaign.BiddingScheme["TargetCpa"]);
        row.Number("Bid Strategy MaxCpc", (decimal?)campaign.BiddingScheme["MaxCpc"]?["Amount"]);
        (row["Store Id"], row["Priority"]) = campaign.Type == "Shopping" ? (BulkRow.Whole(1_000_000 + campaign.Tree.Nature.Id % 1_000_000), "0") : (null, null);
        (row["Domain Language"], row["Website"], row["Source"]) = campaign.Type == "DynamicSearchAds" ? ("English", campaign.Tree.Theme.Domain, "SystemIndex") : (null, null, null);
        (row["Tracking Template"], row["Final Url Suffix"], row["Is political"]) = (campaign.TrackingUrlTemplate, campaign.FinalUrlSuffix, "false");
        return row;
    }

    public static BulkRow Fill(BulkRow row, AdGroup adGroup)
    {
        row.Start("Ad Group", adGroup.Status, adGroup.Id, adGroup.Campaign.Id).Modified(adGroup.Modified ?? Age.Of(adGroup.Id, adGroup.Serving));
        (row["Campaign"], row["Ad Group"], row["Ad Group Type"]) = (adGroup.Campaign.Name, adGroup.Name, "SearchStandard");
        row.Day("Start Date", adGroup.StartDate);
        row.Day("End Date", adGroup.EndDate);
        row.Number("Cpc Bid", adGroup.CpcBid);
        (row["Language"], row["Network Distribution"]) = (adGroup.Language, adGroup.Network);
        (row["Bid Strategy Type"], row["Inherited Bid Strategy Type"]) = ("InheritFromParent", Strategy(adGroup.Campaign));
        (row["Tracking Template"], row["Final Url Suffix"]) = (adGroup.TrackingUrlTemplate, adGroup.FinalUrlSuffix);
        return row;
    }

    public static BulkRow Fill(BulkRow row, Keyword keyword, AdGroup adGroup)
    {
        row.Start("Keyword", keyword.Status, keyword.Id, adGroup.Id).Modified(keyword.Modified ?? Age.Of(keyword.Id, keyword.Serving));
        (row["Campaign"], row["Ad Group"], row["Keyword"], row["Match Type"]) = (adGroup.Campaign.Name, adGroup.Name, keyword.Text, keyword.MatchType);
        row.Number("Bid", keyword.Bid);
        (row["Bid Strategy Type"], row["Inherited Bid Strategy Type"]) = ("InheritFromParent", Strategy(adGroup.Campaign));
        (row["Editorial Status"], row["Final Url"]) = (keyword.EditorialStatus, Joined(keyword.FinalUrls));
        (row["Tracking Template"], row["Final Url Suffix"]) = (keyword.TrackingUrlTemplate, keyword.FinalUrlSuffix);
        row.Number("Quality Score", keyword.QualityScore);
        row.Number("Keyword Relevance", Grade(keyword.QualityScore));
        row.Number("Landing Page Relevance", Grade(keyword.QualityScore + (int)(keyword.Id % 3) - 1));
        row.Number("Landing Page User Experience", Grade(keyword.QualityScore + (int)(keyword.Id % 2)));
        return row;
    }

    public static BulkRow Fill(BulkRow row, Ad ad, AdGroup adGroup)
    {
        row.Start("Responsive Search Ad", ad.Status, ad.Id, adGroup.Id).Modified(ad.Modified ?? Age.Of(ad.Id, ad.Serving));
        (row["Campaign"], row["Ad Group"]) = (adGroup.Campaign.Name, adGroup.Name);
        (row["Headline"], row["Description"]) = (AssetText.Json(ad.Headlines), AssetText.Json(ad.Descriptions));
        (row["Path 1"], row["Path 2"], row["Final Url"]) = (ad.Path1, ad.Path2, Joined(ad.FinalUrls));
        row["Domain"] = ad.FinalUrls is [var first, ..] && Uri.TryCreate(first, UriKind.Absolute, out var url) ? url.Host : null;
        (row["Editorial Status"], row["Device Preference"], row["Ad Format Preference"]) = (ad.EditorialStatus, "All", "All");
        (row["Tracking Template"], row["Final Url Suffix"]) = (ad.TrackingUrlTemplate, ad.FinalUrlSuffix);
        return row;
    }

    /// <summary>What an extra is called in a file of its account: parent 0 stands for the account.</summary>
    public static BulkRow Fill(BulkRow row, Extra extra, AccountTree tree, Campaign? campaign = null, AdGroup? adGroup = null)
    {
        row.Start(extra.Type, extra.Status, extra.Id, extra.ParentId == 0 ? tree.Nature.Id : extra.ParentId).Modified(extra.Modified ?? Age.Of(extra.Id + extra.ParentId));
        (row["Campaign"], row["Ad Group"]) = (campaign?.Name, adGroup?.Name);
        foreach (var (column, value) in extra.Values)
        {
            row[column] = value;
        }

        return row;
    }

    private static string? Strategy(Campaign campaign) => (string?)campaign.BiddingScheme["Type"];

    private static string? Joined(IReadOnlyList<string>? urls) => urls is null ? null : string.Join(';', urls);

    /// <summary>1 below average, 2 average, 3 above.</summary>
    private static int Grade(int score) => score switch { < 5 => 1, < 8 => 2, _ => 3 };
}

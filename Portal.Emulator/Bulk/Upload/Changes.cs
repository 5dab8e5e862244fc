using System.Text.Json.Nodes;
using Portal.Emulator.CampaignManagement;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>
/// Puts uploaded rows into an account, one after the other, by the same rules as Campaign Management. Remembers what the negative
/// reference keys of the file stand for.
/// </summary>
internal sealed class Changes(AccountTree tree, CampaignWorld world, DateTimeOffset now)
{
    private readonly Dictionary<long, long> keys = [];
    private readonly Moment at = tree.At(now);

    public AccountTree Tree { get; } = tree;

    public DateTimeOffset Now { get; } = now;

    public Outcome Apply(UploadedRow row)
    {
        try
        {
            var outcome = row.Type switch
            {
                "Budget" => Budget(row),
                "Campaign" => Campaign(row),
                "Ad Group" => AdGroup(row),
                "Keyword" => Keyword(row),
                "Responsive Search Ad" => Ad(row),
                _ => new ExtraChanges(this, world).Apply(row),
            };
            if (outcome.Id is { } id && row.Id is < 0 and var key)
            {
                keys[key] = id;
            }

            return outcome;
        }
        catch (FormatException unreadable)
        {
            return new Refusal(100, "NullRequest", unreadable.Message);
        }
    }

    /// <summary>The real id of what is referred to: itself, or what a negative key stood for earlier in the file.</summary>
    public long Real(long? id) => id is < 0 ? keys.GetValueOrDefault(id.Value) : id ?? 0;

    /// <summary>By the parent id, or else by the campaign's name.</summary>
    public Campaign? CampaignOf(UploadedRow row) => row.ParentId is { } id ? Tree.Campaign(Real(id))
        : Tree.Campaigns.FirstOrDefault(campaign => !campaign.IsDeleted && string.Equals(campaign.Name, row["Campaign"], StringComparison.OrdinalIgnoreCase));

    /// <summary>By the parent id, or else by the names of campaign and ad group.</summary>
    public AdGroup? AdGroupOf(UploadedRow row) => row.ParentId is { } id ? Tree.KeptAdGroup(Real(id))
        : Tree.Campaigns.FirstOrDefault(campaign => !campaign.IsDeleted && string.Equals(campaign.Name, row["Campaign"], StringComparison.OrdinalIgnoreCase))?
            .AdGroups.FirstOrDefault(adGroup => !adGroup.IsDeleted && string.Equals(adGroup.Name, row["Ad Group"], StringComparison.OrdinalIgnoreCase)) is { } found
            ? Tree.KeptAdGroup(found.Id) : null;

    private static bool IsNew(UploadedRow row) => row.Id is null or < 0;

    private Outcome Budget(UploadedRow row)
    {
        var item = row.Settings(("Name", "Budget Name"), ("Amount", "Budget"), ("BudgetType", "Budget Type"));
        return IsNew(row) ? BudgetWrites.Add(Tree, item, at, Ids.FirstAddedBudget - 1 + world.Next())
            : row.Deletes ? BudgetWrites.Delete(Tree, row.Id!.Value, at)
            : BudgetWrites.Update(Tree, With(item, "Id", row.Id), at);
    }

    private Outcome Campaign(UploadedRow row)
    {
        if (!IsNew(row) && row.Deletes)
        {
            return CampaignWrites.Delete(Tree, row.Id!.Value, at);
        }

        var item = row.Settings(("Name", "Campaign"), ("Status", "Status"), ("DailyBudget", "Budget"), ("BudgetType", "Budget Type"), ("TimeZone", "Time Zone"),
            ("CampaignType", "Campaign Type"), ("AudienceAdsBidAdjustment", "Bid Adjustment"), ("TrackingUrlTemplate", "Tracking Template"), ("FinalUrlSuffix", "Final Url Suffix"));
        With(item, "BudgetId", row.Long("Budget Id") is { } budget ? Real(budget) : null);
        item["Languages"] = row.Listed("Language");
        item["BiddingScheme"] = row["Bid Strategy Type"] is { } scheme and not UploadedRow.Delete ? new JsonObject { ["Type"] = scheme } : null;
        return IsNew(row) ? CampaignWrites.Add(Tree, item, at, Ids.FirstAddedCampaign - 1 + world.Next())
            : CampaignWrites.Update(Tree, With(item, "Id", row.Id), [], at);
    }

    private Outcome AdGroup(UploadedRow row)
    {
        if (CampaignOf(row) is not { } campaign)
        {
            return CampaignRules.Unknown;
        }

        if (!IsNew(row) && row.Deletes)
        {
            return AdGroupOperations.Delete(campaign, row.Id!.Value, at);
        }

        var item = row.Settings(("Name", "Ad Group"), ("Status", "Status"), ("Language", "Language"), ("Network", "Network Distribution"),
            ("TrackingUrlTemplate", "Tracking Template"), ("FinalUrlSuffix", "Final Url Suffix"));
        (item["StartDate"], item["EndDate"], item["CpcBid"]) = (row.Day("Start Date"), row.Day("End Date"), Bid(row, "Cpc Bid"));
        return IsNew(row) ? AdGroupOperations.Add(campaign, item, at, Ids.FirstAddedAdGroup - 1 + world.Next())
            : AdGroupOperations.Update(campaign, With(item, "Id", row.Id), at);
    }

    private Outcome Keyword(UploadedRow row)
    {
        if (AdGroupOf(row) is not { } adGroup)
        {
            return AdGroupOperations.Unknown;
        }

        if (!IsNew(row) && row.Deletes)
        {
            return KeywordOperations.Delete(adGroup, row.Id!.Value, at);
        }

        var item = row.Settings(("Text", "Keyword"), ("MatchType", "Match Type"), ("Status", "Status"),
            ("TrackingUrlTemplate", "Tracking Template"), ("FinalUrlSuffix", "Final Url Suffix"));
        (item["Bid"], item["FinalUrls"]) = (Bid(row, "Bid"), row.Listed("Final Url"));
        return IsNew(row) ? KeywordOperations.Add(adGroup, item, at, Ids.FirstAddedChild - 1 + world.Next())
            : KeywordOperations.Update(adGroup, With(item, "Id", row.Id), at);
    }

    private Outcome Ad(UploadedRow row)
    {
        if (AdGroupOf(row) is not { } adGroup)
        {
            return AdGroupOperations.Unknown;
        }

        if (!IsNew(row) && row.Deletes)
        {
            return AdOperations.Delete(adGroup, row.Id!.Value, at);
        }

        var item = row.Settings(("Status", "Status"), ("Path1", "Path 1"), ("Path2", "Path 2"),
            ("TrackingUrlTemplate", "Tracking Template"), ("FinalUrlSuffix", "Final Url Suffix"));
        (item["Type"], item["FinalUrls"]) = ("ResponsiveSearch", row.Listed("Final Url"));
        (item["Headlines"], item["Descriptions"]) = (Assets(row, "Headline"), Assets(row, "Description"));
        return IsNew(row) ? AdOperations.Add(adGroup, item, at, Ids.FirstAddedChild - 1 + world.Next())
            : AdOperations.Update(adGroup, With(item, "Id", row.Id), at);
    }

    private static JsonObject? Bid(UploadedRow row, string column) => row[column] switch
    {
        null => null,
        UploadedRow.Delete => new JsonObject { ["Amount"] = null },
        var amount => new JsonObject { ["Amount"] = amount },
    };

    private static JsonArray? Assets(UploadedRow row, string column)
    {
        if (row[column] is not { } text)
        {
            return null;
        }

        try
        {
            return new([.. JsonNode.Parse(text)!.AsArray().Select(link => new JsonObject
            {
                ["Asset"] = new JsonObject { ["Text"] = (string?)link?["text"] }, ["PinnedField"] = (string?)link?["pinnedField"],
            })]);
        }
        catch (Exception bad) when (bad is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new FormatException($"The value of '{column}' is no JSON list.", bad);
        }
    }

    private static JsonObject With(JsonObject item, string name, long? value)
    {
        if (value is not null)
        {
            item[name] = value;
        }

        return item;
    }
}

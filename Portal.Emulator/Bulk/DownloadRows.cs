using System.Globalization;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Extras;

namespace Portal.Emulator.Bulk;

/// <summary>
/// The rows of a download, made one after the other: nothing but the current ad group is held, so that no account is too big for
/// the memory. The row that is yielded is filled again for the next one.
/// </summary>
internal sealed class DownloadRows(DownloadPlan plan, BulkColumns columns, bool toTheMinute)
{
    private const string InMarket = "In Market Audience";

    private readonly BulkRow row = new(columns);
    private readonly HashSet<string> types = [.. plan.Types.Select(type => type.Name)];

    public IEnumerable<BulkRow> Rows()
    {
        yield return Account();
        foreach (var made in plan.Since is { } since ? Changes(since) : Everything())
        {
            yield return made;
        }
    }

    private BulkRow Account()
    {
        row.Start("Account", null, plan.Account.Id, plan.Account.ParentCustomerId);
        row["Sync Time"] = plan.Now.UtcDateTime.ToString(toTheMinute ? "MM/dd/yyyy HH:mm" : "MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        row["MSCLKID Auto Tagging Enabled"] = plan.Account.AutoTagType == "Inactive" ? "false" : "true";
        return row;
    }

    private IEnumerable<BulkRow> Everything()
    {
        var tree = plan.Tree;
        foreach (var budget in types.Contains("Budget") ? tree.Budgets : [])
        {
            yield return EntityRows.Fill(row, budget, tree, isDeleted: false);
        }

        foreach (var extra in Wanted(tree.Extras.OfAccount()))
        {
            yield return Fill(extra);
        }

        foreach (var campaign in tree.Campaigns.Where(campaign => !campaign.IsDeleted && plan.Includes(campaign.Id)))
        {
            foreach (var made in Whole(campaign))
            {
                yield return made;
            }
        }
    }

    private IEnumerable<BulkRow> Whole(Campaign campaign)
    {
        if (types.Contains("Campaign"))
        {
            yield return EntityRows.Fill(row, campaign);
        }

        foreach (var extra in Wanted(campaign.Tree.Extras.Of(campaign)))
        {
            yield return Fill(extra, campaign);
        }

        foreach (var adGroup in campaign.AdGroups.Where(adGroup => !adGroup.IsDeleted))
        {
            foreach (var made in Whole(adGroup))
            {
                yield return made;
            }
        }
    }

    private IEnumerable<BulkRow> Whole(AdGroup adGroup)
    {
        if (types.Contains("Ad Group"))
        {
            yield return EntityRows.Fill(row, adGroup);
        }

        foreach (var keyword in types.Contains("Keyword") ? adGroup.Keywords.Where(keyword => !keyword.IsDeleted) : [])
        {
            yield return EntityRows.Fill(row, keyword, adGroup);
        }

        foreach (var ad in types.Contains("Responsive Search Ad") ? adGroup.Ads.Where(ad => !ad.IsDeleted) : [])
        {
            yield return EntityRows.Fill(row, ad, adGroup);
        }

        foreach (var extra in Wanted(adGroup.Campaign.Tree.Extras.Of(adGroup)))
        {
            yield return Fill(extra, adGroup.Campaign, adGroup);
        }
    }

    /// <summary>What changed since; deleted things are listed with that status, but not what hung on them.</summary>
    private IEnumerable<BulkRow> Changes(DateTimeOffset since)
    {
        var tree = plan.Tree;
        foreach (var budget in types.Contains("Budget") ? tree.Budgets.AddRange(tree.FormerBudgets).Where(budget => budget.Modified >= since) : [])
        {
            yield return EntityRows.Fill(row, budget, tree, isDeleted: tree.Budget(budget.Id) is null);
        }

        foreach (var campaign in tree.Campaigns.Where(campaign => plan.Includes(campaign.Id)))
        {
            if (campaign.Modified >= since && types.Contains("Campaign"))
            {
                yield return EntityRows.Fill(row, campaign);
            }

            foreach (var made in campaign is { IsDeleted: false, IsTouched: true } ? campaign.AdGroups.SelectMany(adGroup => Changes(adGroup, since)) : [])
            {
                yield return made;
            }
        }

        foreach (var made in ChangedExtras(since))
        {
            yield return made;
        }
    }

    private IEnumerable<BulkRow> Changes(AdGroup adGroup, DateTimeOffset since)
    {
        if (adGroup.Modified >= since && types.Contains("Ad Group"))
        {
            yield return EntityRows.Fill(row, adGroup);
        }

        if (adGroup.IsDeleted || !adGroup.IsTouched)
        {
            yield break;
        }

        foreach (var keyword in types.Contains("Keyword") ? adGroup.Keywords.Where(keyword => keyword.Modified >= since) : [])
        {
            yield return EntityRows.Fill(row, keyword, adGroup);
        }

        foreach (var ad in types.Contains("Responsive Search Ad") ? adGroup.Ads.Where(ad => ad.Modified >= since) : [])
        {
            yield return EntityRows.Fill(row, ad, adGroup);
        }
    }

    private IEnumerable<BulkRow> ChangedExtras(DateTimeOffset since)
    {
        // These have no deltas: all of them always come (in-market-audience.md).
        foreach (var extra in types.Contains(InMarket) ? plan.Tree.Extras.OfAccount().Where(extra => extra.Type == InMarket) : [])
        {
            yield return Fill(extra);
        }

        foreach (var owned in plan.Tree.Extras.EditedSince(since).GroupBy(extra => extra.OwnerId))
        {
            var adGroup = owned.Key == 0 ? null : plan.Tree.AdGroup(owned.Key);
            var campaign = adGroup?.Campaign ?? plan.Tree.Campaign(owned.Key);
            if (campaign is not null && !plan.Includes(campaign.Id))
            {
                continue;
            }

            // Criteria come as the whole set when one of them changed (bulk-download-upload.md).
            var siblings = owned.Any(extra => RecordTypes.Find(extra.Type)?.IsCriterion is true)
                ? plan.Tree.Extras.OfOwner(owned.Key).Where(extra => !extra.IsDeleted && RecordTypes.Find(extra.Type)?.IsCriterion is true)
                : [];
            foreach (var extra in owned.Concat(siblings).DistinctBy(extra => extra.Key).Where(extra => types.Contains(extra.Type)))
            {
                yield return Fill(extra, campaign, adGroup);
            }
        }
    }

    /// <summary>An audience that belongs to the customer says so in its parent.</summary>
    private BulkRow Fill(Extra extra, Campaign? campaign = null, AdGroup? adGroup = null)
    {
        EntityRows.Fill(row, extra, plan.Tree, campaign, adGroup);
        if (extra.ParentId == 0 && extra.Values.GetValueOrDefault("Scope") == "Customer")
        {
            row["Parent Id"] = BulkRow.Whole(plan.Account.ParentCustomerId);
        }

        return row;
    }

    private IEnumerable<Extra> Wanted(IEnumerable<Extra> extras) => extras.Where(extra => !extra.IsDeleted && types.Contains(extra.Type));
}

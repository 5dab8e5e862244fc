using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Emulator.CampaignManagement;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Extras;

namespace Portal.Emulator.World.Life;

/// <summary>One thing that somebody at the advertiser does at a moment. What the rules of Campaign Management refuse does not happen.</summary>
internal sealed class Change(AccountTree tree, DateTimeOffset moment, int place)
{
    private readonly Moment at = tree.At(moment);
    private readonly Dice dice = tree.Dice.With(91).With(DateOnly.FromDateTime(moment.UtcDateTime).DayNumber).With(place);
    private int made;

    public void Make()
    {
        var campaigns = tree.Campaigns.Where(campaign => !campaign.IsDeleted).ToList();
        if (campaigns.Count == 0)
        {
            AddCampaign();
            return;
        }

        var campaign = dice.With(1).Pick(campaigns);
        switch (dice.With(2).Below(100))
        {
            case < 14:
                Update(campaign, "Name", $"{campaign.Name.Split(" · ")[0]} · {at.Day.ToString("MMM d", CultureInfo.InvariantCulture)}");
                break;
            case < 28 when campaign.Budget is null:
                Update(campaign, "DailyBudget", tree.Currency.Round(dice.With(3).Between(5, 400)));
                break;
            case < 36:
                Update(campaign, "Status", campaign.Status is "Active" or "BudgetPaused" ? "Paused" : "Active");
                break;
            case < 39 when campaigns.Count > tree.Nature.Campaigns / 2:
                CampaignWrites.Delete(tree, campaign.Id, at);
                break;
            case < 43:
                AddCampaign();
                break;
            case < 50:
                ChangeExtras(campaign);
                break;
            default:
                ChangeBelow(campaigns.Where(other => other.Type == "Search").ToList());
                break;
        }
    }

    private void Update(Campaign campaign, string property, JsonNode value) =>
        CampaignWrites.Update(tree, new JsonObject { ["Id"] = campaign.Id, [property] = value }, [], at);

    private void AddCampaign()
    {
        var id = Ids.LivedCampaign(dice.With(10).Below(49_000_000));
        var item = new JsonObject
        {
            ["Name"] = $"{dice.With(11).Pick(tree.Theme.Products)} – opened {at.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} #{place}",
            ["Status"] = "Active",
            ["TimeZone"] = tree.Nature.TimeZone,
            ["DailyBudget"] = tree.Currency.Round(dice.With(12).Between(10, 90)),
            ["CampaignType"] = "Search",
        };
        if (tree.Campaigns.All(other => other.Id != id) && CampaignWrites.Add(tree, item, at, id).Id is not null)
        {
            AddAdGroup(tree.Campaign(id)!);
        }
    }

    private void ChangeBelow(List<Campaign> campaigns)
    {
        if (campaigns.Count == 0)
        {
            return;
        }

        var campaign = dice.With(20).Pick(campaigns);
        var adGroups = campaign.AdGroups.Where(adGroup => !adGroup.IsDeleted).ToList();
        if (adGroups.Count == 0 || dice.With(21).Chance(0.08))
        {
            AddAdGroup(campaign);
            return;
        }

        var adGroup = tree.KeptAdGroup(dice.With(22).Pick(adGroups).Id)!;
        if (dice.With(23).Chance(0.3))
        {
            ChangeAdGroup(adGroup, adGroups.Count);
        }
        else if (dice.With(24).Chance(0.7))
        {
            ChangeKeywords(adGroup);
        }
        else
        {
            ChangeAds(adGroup);
        }
    }

    private void ChangeAdGroup(AdGroup adGroup, int count)
    {
        var kind = dice.With(30).Below(10);
        if (kind == 0 && count > 1)
        {
            AdGroupOperations.Delete(adGroup.Campaign, adGroup.Id, at);
            return;
        }

        var item = new JsonObject { ["Id"] = adGroup.Id };
        if (kind < 4)
        {
            item["Name"] = $"{adGroup.Name.Split(" · ")[0]} · {at.Day.ToString("MMM d", CultureInfo.InvariantCulture)}";
        }
        else if (kind < 7)
        {
            item["Status"] = adGroup.Status == "Active" ? "Paused" : "Active";
        }
        else
        {
            item["CpcBid"] = Bid(31);
        }

        AdGroupOperations.Update(adGroup.Campaign, item, at);
    }

    private void ChangeKeywords(AdGroup adGroup)
    {
        var keywords = adGroup.Keywords.Where(keyword => !keyword.IsDeleted).ToList();
        var kind = dice.With(40).Below(10);
        if (kind < 4 || keywords.Count == 0)
        {
            AddKeyword(adGroup);
        }
        else if (dice.With(41).Pick(keywords) is var keyword && kind < 6)
        {
            KeywordOperations.Delete(adGroup, keyword.Id, at);
        }
        else
        {
            var item = kind < 8
                ? new JsonObject { ["Id"] = keyword.Id, ["Status"] = keyword.Status == "Active" ? "Paused" : "Active" }
                : new JsonObject { ["Id"] = keyword.Id, ["Bid"] = Bid(42) };
            KeywordOperations.Update(adGroup, item, at);
        }
    }

    private void ChangeAds(AdGroup adGroup)
    {
        var ads = adGroup.Ads.Where(ad => !ad.IsDeleted).ToList();
        if (ads.Count > 1 && dice.With(50).Chance(0.4))
        {
            AdOperations.Delete(adGroup, dice.With(51).Pick(ads).Id, at);
        }
        else
        {
            AddAd(adGroup);
        }
    }

    private void ChangeExtras(Campaign campaign)
    {
        var negatives = tree.Extras.Of(campaign).Where(extra => extra is { Type: "Campaign Negative Keyword", IsDeleted: false }).ToList();
        if (negatives.Count > 1 && dice.With(60).Chance(0.4))
        {
            tree.Extras.Put(dice.With(61).Pick(negatives) with { Status = "Deleted", Modified = moment });
        }
        else if (dice.With(62).Chance(0.5))
        {
            tree.Extras.Put(new Extra("Campaign Negative Keyword", NextChild(), campaign.Id, campaign.Id)
            {
                Values = AccountExtras.Values(("Keyword", $"not wanted {at.Day.DayNumber} {place}"), ("Match Type", "Exact")),
                Modified = moment,
            });
        }
        else
        {
            tree.Extras.Put(new Extra("Campaign Label", AccountExtras.Label(tree, dice.With(63).Below(AccountExtras.Labels)), campaign.Id, campaign.Id) { Modified = moment });
        }
    }

    private void AddAdGroup(Campaign campaign)
    {
        var id = Ids.LivedAdGroup(tree.Nature.Id, at.Day.DayNumber, place);
        var item = new JsonObject { ["Name"] = $"{dice.With(70).Pick(tree.Theme.Products)} – {at.Day.DayNumber} {place}", ["Status"] = "Active", ["CpcBid"] = Bid(71) };
        if (AdGroupOperations.Add(campaign, item, at, id).Id is not null && tree.KeptAdGroup(id) is { } adGroup)
        {
            AddKeyword(adGroup);
            AddKeyword(adGroup);
            AddAd(adGroup);
        }
    }

    private void AddKeyword(AdGroup adGroup)
    {
        var text = $"{adGroup.Product.Split(" – ")[0]} {dice.With(80 + made).Pick(tree.Theme.Wishes)} {at.Day.DayNumber % 1000}{place}{made}".ToLowerInvariant();
        KeywordOperations.Add(adGroup, new JsonObject { ["Text"] = text, ["MatchType"] = "Phrase", ["Status"] = "Active" }, at, NextChild());
    }

    private void AddAd(AdGroup adGroup) => AdOperations.Add(adGroup, new JsonObject
    {
        ["Type"] = "ResponsiveSearch",
        ["Status"] = "Active",
        ["Headlines"] = Texts("New this week", "Order today", $"Offer {at.Day.DayNumber % 1000}-{place}"),
        ["Descriptions"] = Texts("Clear prices, real stock, people who answer.", "Send it back within 30 days."),
        ["FinalUrls"] = new JsonArray($"https://{tree.Theme.Domain}/new/{at.Day.DayNumber}"),
    }, at, NextChild());

    private static JsonArray Texts(params string[] texts) => new([.. texts.Select(text => new JsonObject { ["Asset"] = new JsonObject { ["Text"] = text } })]);

    private JsonObject Bid(int salt) => new() { ["Amount"] = tree.Currency.Round(dice.With(salt).Between(0.2, 4)) };

    private long NextChild() => Ids.LivedChild(tree.Nature.Id, at.Day.DayNumber, place, made++);
}

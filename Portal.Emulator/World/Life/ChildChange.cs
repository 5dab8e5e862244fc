using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Emulator.CampaignManagement;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Life;

/// <summary>What somebody does below a campaign: to its ad groups, keywords and ads.</summary>
internal sealed class ChildChange(AccountTree tree, Moment at, Dice dice, int place)
{
    private int made;

    public void Make(Campaign campaign)
    {
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

    public void AddAdGroup(Campaign campaign)
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

    /// <summary>An id that is the same in each run.</summary>
    public long NextChild() => Ids.LivedChild(tree.Nature.Id, at.Day.DayNumber, place, made++);
}

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
            // One that leaves a shared budget would give the others more of it, on the days that are past too.
            case < 39 when campaign.Budget is null && campaigns.Count > tree.Nature.Campaigns / 2:
                CampaignWrites.Delete(tree, campaign.Id, at);
                break;
            case < 43:
                AddCampaign();
                break;
            case < 50:
                ChangeExtras(campaign);
                break;
            default:
                Below().Make(dice.With(20).Pick(campaigns.Where(other => other.Type == "Search").DefaultIfEmpty(campaign).ToList()));
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
            Below().AddAdGroup(tree.Campaign(id)!);
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
            tree.Extras.Put(new Extra("Campaign Negative Keyword", Below().NextChild(), campaign.Id, campaign.Id)
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

    private ChildChange Below() => new(tree, at, dice, place);
}

using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Tests.Emulator;

public sealed class WorldTests
{
    private static readonly DateOnly day = new(2026, 10, 14);

    [Fact]
    public void What_is_not_edited_is_made_again_and_is_the_same()
    {
        var campaign = Tree(1).Campaigns[0];

        Assert.NotSame(campaign.AdGroups[0], campaign.AdGroups[0]);
        Assert.Equal(
            campaign.AdGroups.SelectMany(adGroup => adGroup.Keywords).Select(keyword => (keyword.Id, keyword.Text)),
            campaign.AdGroups.SelectMany(adGroup => adGroup.Keywords).Select(keyword => (keyword.Id, keyword.Text)));
    }

    [Fact]
    public void An_account_holds_as_many_campaigns_as_the_scale_says_with_names_of_their_own()
    {
        var tree = Tree(1, campaigns: 10_000);

        Assert.Equal(10_000, tree.Campaigns.Select(campaign => campaign.Name.ToUpperInvariant()).Distinct().Count());
        Assert.Equal(10_000, tree.Campaigns.Select(campaign => campaign.Id).Distinct().Count());
        Assert.Same(tree.Campaigns[9_999], tree.Campaign(tree.Campaigns[9_999].Id));
    }

    [Fact]
    public void No_two_seeded_accounts_share_a_campaign_id()
    {
        var accounts = Enumerable.Range(180_000_001, 30).Concat(Enumerable.Range(181_000_001, 30)).Concat(Enumerable.Range(182_000_001, 30))
            .Concat(Enumerable.Range(190_000_001, 2_500)).Append(444_111).ToList();

        Assert.Equal(accounts.Count, accounts.Select(account => Ids.Campaign(account, 0)).Distinct().Count());
        Assert.All(accounts, account => Assert.InRange(Ids.Campaign(account, 9_999), 100_000_000, Ids.FirstAddedCampaign - 1));
    }

    [Fact]
    public void An_ad_group_is_found_by_its_id_alone()
    {
        var tree = Tree(1, campaigns: 200);

        Assert.All(tree.Campaigns.SelectMany(campaign => campaign.AdGroups), adGroup => Assert.Equal(adGroup.Name, tree.AdGroup(adGroup.Id)?.Name));
    }

    [Fact]
    public void Every_time_zone_of_the_api_is_known_under_both_of_its_names()
    {
        Assert.Equal(75, ZoneTable.Rows.Split('\n').Length);
        Assert.Equal("AthensIslandanbulMinsk", Zone.OfAccount("AthensBuckarestIstanbul").ReportName);
        Assert.Equal(TimeSpan.FromHours(9), -(Zone.OfAccount("OsakaSapporoTokyo").Start(day) - new DateTimeOffset(2026, 10, 14, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_whole_is_cut_into_parts_that_add_up_and_make_sense_each()
    {
        var dice = Dice.Of(1);
        for (var round = 0; round < 2_000; round++)
        {
            var throws = dice.With(round);
            var clicks = throws.With(1).Below(40);
            var whole = new Figures
            {
                Rows = 1,
                Impressions = clicks * 4 + throws.With(2).Below(900),
                Clicks = clicks,
                Spend = clicks * 73,
                Conversions = clicks * 9,
                Revenue = clicks * 800,
            };
            var parts = Enumerable.Range(0, 1 + throws.With(3).Below(12)).Select(part => Part.Throw(throws.With(100 + part))).ToArray();
            var cut = new Figures[parts.Length];

            Split.Into(whole, parts, cut);

            Assert.Equal(
                (whole.Impressions, whole.Clicks, whole.Spend, whole.Conversions, whole.Revenue),
                (cut.Sum(part => part.Impressions), cut.Sum(part => part.Clicks), cut.Sum(part => part.Spend), cut.Sum(part => part.Conversions), cut.Sum(part => part.Revenue)));
            Assert.All(cut, part => Assert.True(part.Clicks >= 0 && part.Clicks <= part.Impressions && (part.Clicks > 0 || part.Spend + part.Conversions == 0)));
        }
    }

    [Fact]
    public void Some_days_have_no_row_some_only_zeros_and_some_hit_the_budget()
    {
        var view = DayView.Of(day, TimeSpan.FromDays(40), 30);
        var figures = Tree(1, campaigns: 2_000).Campaigns.Where(campaign => campaign.Serving.On(day)).Select(campaign => CampaignDays.Of(campaign, view)).ToList();

        Assert.Contains(figures, day => day.Rows == 0);
        Assert.Contains(figures, day => day is { Rows: 1, Impressions: 0 });
        Assert.Contains(figures, day => day.LostToBudget > 0);
    }

    private static AccountTree Tree(int seed, int campaigns = 30) =>
        new(Dice.Of(seed), new(181000001, "Northwind Coffee & Tea US", "USD", "EasternTimeUSCanada", campaigns));
}

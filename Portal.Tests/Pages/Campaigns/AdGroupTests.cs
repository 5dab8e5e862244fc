using System.Net;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Performance;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Campaigns;

public sealed class AdGroupTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Hostile = "<script>alert(1)</script>";

    [Fact]
    public async Task Keywords_have_the_sums_of_the_chosen_days_and_the_dearest_stands_first()
    {
        var org = await app.FoundAsync("keywords");
        await Data(org)
            .Add(Keyword(org, 31, "cheap shoes", bidMicros: 250_000)).Add(Day(org, 31, 1, 5)).Add(Day(org, 31, 20, 1000))
            .Add(Keyword(org, 32, "dear shoes", editorial: "Disapproved")).Add(Day(org, 32, 2, 40)).Add(Day(org, 32, 3, 2))
            .Add(Keyword(org, 33, "silent shoes"))
            .Add(Keyword(org, 34, "gone shoes", removed: true)).Add(Day(org, 34, 1, 9))
            .SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/keywords/campaigns/ad-group/1/21?range=7");

        Assert.Equal(
            ["dear shoesExact · Disapproved|group's|€ 42.00", "cheap shoesExact|€ 0.25|€ 5.00", "silent shoesExact|group's|€ 0.00"],
            browser.Page.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("th, td.n").Take(3).Select(cell => cell.TextContent.Trim().Replace('\u00a0', ' ')))));
        Assert.Contains("3 keywords", browser.Page.QuerySelector("#keywords-heading")!.ParentElement!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal("/keywords/campaigns/details/1/11?range=7", browser.Page.QuerySelectorAll("a").Single(link => link.TextContent == "Shoes").GetAttribute("href"));
    }

    [Fact]
    public async Task Ads_are_told_by_their_first_headlines_with_what_the_editors_said()
    {
        var org = await app.FoundAsync("ads");
        await Data(org)
            .Add(Ad(org, 41, "One\nTwo\nThree\nFour", "First text.\nSecond text.\nThird text."))
            .Add(Ad(org, 42, "Refused", "Text.", editorial: "ActiveLimited"))
            .Add(Ad(org, 43, "Removed", "Text.", removed: true))
            .SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/ads/campaigns/ad-group/1/21");

        var ads = browser.Page.QuerySelectorAll(".rows li");
        Assert.Equal(["One | Two | Three", "Refused"], ads.Select(ad => ad.QuerySelector("b")!.TextContent));
        Assert.Contains("First text. Second text.", ads[0].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Third text.", ads[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("Responsive search · Active limited · https://shop.example/", ads[1].QuerySelector(".quiet")!.TextContent);
    }

    [Fact]
    public async Task An_ad_group_with_nothing_in_it_says_so()
    {
        var org = await app.FoundAsync("empty");
        await Data(org).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/empty/campaigns/ad-group/1/21");

        Assert.Equal("Running", browser.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("This ad group has no keywords.", browser.Html, StringComparison.Ordinal);
        Assert.Contains("This ad group has no ads.", browser.Html, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll("table"));
    }

    [Theory]
    [InlineData("1/99")]
    [InlineData("2/21")]
    [InlineData("2/22")]
    [InlineData("nonsense/21")]
    public async Task An_ad_group_that_is_not_of_a_chosen_account_is_not_found(string path)
    {
        var slug = $"unknown-{(uint)path.GetHashCode(StringComparison.Ordinal)}";
        var org = await app.FoundAsync(slug);
        await Data(org).Account(2, "Left out", chosen: false).Campaign(2, 12, "Hats").Add(Group(org, 2, 22, 12, "Left out")).SaveAsync();
        using var browser = await SignedInAsync(org);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/{slug}/campaigns/ad-group/1/21")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/{slug}/campaigns/ad-group/{path}")).Status);
    }

    [Fact]
    public async Task Hostile_texts_are_only_text()
    {
        var org = await app.FoundAsync("hostile");
        await Data(org, Hostile).Add(Keyword(org, 31, Hostile)).Add(Ad(org, 41, Hostile, Hostile)).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/hostile/campaigns/ad-group/1/21");

        Assert.Equal(Hostile, browser.Page.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain(Hostile, browser.Html, StringComparison.Ordinal);
    }

    /// <summary>An account with a campaign and one ad group of it, 21.</summary>
    private AdsData Data(Organisation org, string name = "Running") =>
        new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Shoes").Add(Group(org, 1, 21, 11, name));

    private static AdGroup Group(Organisation org, long account, long id, long campaign, string name) =>
        new() { TenantId = org.Id, AccountId = new(account), AdGroupId = new(id), CampaignId = new(campaign), Name = name, Status = "Active" };

    private static Keyword Keyword(Organisation org, long id, string text, long? bidMicros = null, string? editorial = "Active", bool removed = false) => new()
    {
        TenantId = org.Id,
        AccountId = new(1),
        AdGroupId = new(21),
        KeywordId = new(id),
        Text = text,
        MatchType = "Exact",
        Status = "Active",
        BidMicros = bidMicros,
        EditorialStatus = editorial,
        RemovedAt = removed ? DateTimeOffset.UnixEpoch : null,
    };

    private static KeywordDay Day(Organisation org, long keyword, int daysAgo, long spend) => new()
    {
        TenantId = org.Id,
        AccountId = new(1),
        AdGroupId = new(21),
        KeywordId = new(keyword),
        CampaignId = new(11),
        Date = AdsData.Yesterday.AddDays(1 - daysAgo),
        SpendMicros = spend * 1_000_000,
    };

    private static Ad Ad(Organisation org, long id, string headlines, string descriptions, string? editorial = "Active", bool removed = false) => new()
    {
        TenantId = org.Id,
        AccountId = new(1),
        AdGroupId = new(21),
        AdId = new(id),
        Type = "ResponsiveSearch",
        Status = "Active",
        Headlines = headlines,
        Descriptions = descriptions,
        EditorialStatus = editorial,
        FinalUrl = "https://shop.example/",
        RemovedAt = removed ? DateTimeOffset.UnixEpoch : null,
    };

    private async Task<Browser> SignedInAsync(Organisation org)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Viewer]);
        return browser;
    }
}

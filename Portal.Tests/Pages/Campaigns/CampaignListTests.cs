using System.Net;
using System.Text;
using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Campaigns;

public sealed class CampaignListTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Hostile = "<script>alert(1)</script>";

    [Fact]
    public async Task The_foot_sums_the_whole_filter_by_currency_and_not_the_page()
    {
        var org = await app.FoundAsync("foot");
        var data = new AdsData(app, org).Account(1, "Berlin").Account(2, "Zürich", "CHF");
        for (var i = 0; i < 60; i++)
        {
            data.Campaign(1, 100 + i, $"Brand {i}").Day(1, 100 + i, 1, 10);
        }

        await data.Campaign(2, 200, "Marke").Day(2, 200, 1, 3).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/foot/campaigns?size=25&page=2");

        Assert.Equal(25, browser.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(["60 campaigns in EUR", "1 campaign in CHF"], browser.Page.QuerySelectorAll("tfoot th").Select(head => head.TextContent.Replace('\u00a0', ' ')));
        Assert.Equal(["€ 600.00", "CHF 3.00"], browser.Page.QuerySelectorAll("tfoot tr").Select(row => row.QuerySelector("td.n")!.TextContent.Replace('\u00a0', ' ')));
        Assert.Contains("26 – 50 of 61", browser.Page.QuerySelector(".pager")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Shoes, Hats, Boots")]
    [InlineData("?order=asc", "Boots, Hats, Shoes")]
    [InlineData("?sort=name", "Boots, Hats, Shoes")]
    [InlineData("?sort=name&order=desc", "Shoes, Hats, Boots")]
    [InlineData("?sort=cpc", "Hats, Shoes, Boots")]
    [InlineData("?sort=nonsense", "Shoes, Hats, Boots")]
    [InlineData("?status=Paused", "Hats")]
    [InlineData("?type=Shopping", "Boots")]
    [InlineData("?q=OOT", "Boots")]
    [InlineData("?q=12", "Hats")]
    [InlineData("?account=999", "Shoes, Hats, Boots")]
    public async Task Sort_and_filter_stand_in_the_address(string query, string names)
    {
        var slug = $"sorted-{(uint)query.GetHashCode(StringComparison.Ordinal)}";
        var org = await app.FoundAsync(slug);
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Shoes").Campaign(1, 12, "Hats", "Paused").Campaign(1, 13, "Boots", type: "Shopping")
            .Day(1, 11, 1, 30, clicks: 30).Day(1, 12, 1, 20, clicks: 10).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync($"/{slug}/campaigns{query}");

        Assert.Equal(names, string.Join(", ", browser.Page.QuerySelectorAll("tbody th a").Select(link => link.TextContent)));
    }

    [Fact]
    public async Task Money_is_sorted_within_each_currency()
    {
        var org = await app.FoundAsync("apples");
        await new AdsData(app, org).Account(1, "Berlin").Account(2, "Tokyo", "JPY").Campaign(1, 11, "Euro small").Campaign(1, 12, "Euro big").Campaign(2, 21, "Yen")
            .Day(1, 11, 1, 1).Day(1, 12, 1, 2).Day(2, 21, 1, 5000).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/apples/campaigns");

        Assert.Equal(["Euro big", "Euro small", "Yen"], browser.Page.QuerySelectorAll("tbody th a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task Accounts_that_were_not_chosen_and_other_organisations_show_nothing()
    {
        var (mine, theirs) = (await app.FoundAsync("mine"), await app.FoundAsync("theirs"));
        await new AdsData(app, mine).Account(1, "Berlin").Account(2, "Left", chosen: false).Campaign(1, 11, "marker-mine").Campaign(2, 21, "marker-left").Day(1, 11, 1, 10).Day(2, 21, 1, 10).SaveAsync();
        await new AdsData(app, theirs).Account(1, "Berlin").Campaign(1, 11, "marker-theirs").Day(1, 11, 1, 99).SaveAsync();
        using var browser = await SignedInAsync(mine);

        var shown = "";
        foreach (var path in new[] { "/mine", "/mine/campaigns", "/mine/campaigns/details/1/11", "/mine/campaigns/export", "/mine/accounts", "/mine/accounts/export" })
        {
            shown += (await browser.GetAsync(path)).Html;
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        Assert.Contains("marker-mine", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("marker-left", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("marker-theirs", shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/mine/campaigns/details/2/21")).Status);
    }

    [Fact]
    public async Task Hostile_names_are_only_text()
    {
        var org = await app.FoundAsync("hostile");
        await new AdsData(app, org).Account(1, Hostile).Campaign(1, 11, Hostile).Day(1, 11, 1, 10).SaveAsync();
        using var browser = await SignedInAsync(org);

        foreach (var path in new[] { "/hostile", "/hostile/campaigns", "/hostile/campaigns/details/1/11", "/hostile/campaigns/edit/1/11", "/hostile/accounts" })
        {
            await browser.GetAsync(path);

            Assert.Contains(Hostile, browser.Page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(Hostile, browser.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_export_is_the_whole_filter_in_its_order()
    {
        var org = await app.FoundAsync("export");
        var data = new AdsData(app, org).Account(1, "Berlin");
        for (var i = 0; i < 30; i++)
        {
            data.Campaign(1, 100 + i, i % 2 == 0 ? $"Brand {i:00}" : $"Other {i:00}").Day(1, 100 + i, 1, i + 0.5m);
        }

        await data.SaveAsync();
        using var browser = await SignedInAsync(org);
        await browser.GetAsync("/export/campaigns?q=brand&sort=name&size=200");
        var listed = browser.Page.QuerySelectorAll("tbody th a").Select(link => link.TextContent).ToList();

        await browser.GetAsync(browser.Page.QuerySelectorAll("a").Single(link => link.TextContent.Contains("Export", StringComparison.Ordinal)).GetAttribute("href")!);

        var bytes = await browser.Answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(15, listed.Count);
        Assert.Equal(listed, lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal("Brand 02,102,Berlin,F1,Active,Search,EUR,10,no,29 of 30 days missing,2.5,10,100,0.1,0.25,1.5,1.666667,5,2", lines[2]);
    }

    [Theory]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Analyst, HttpStatusCode.OK)]
    public async Task Exporting_needs_an_analyst(Role role, HttpStatusCode status)
    {
        var slug = $"exporting-{role}".ToLowerInvariant();
        var org = await app.FoundAsync(slug);
        using var browser = await SignedInAsync(org, role);

        Assert.Equal(status, (await browser.GetAsync($"/{slug}/campaigns/export")).Status);
        Assert.Equal(status, (await browser.GetAsync($"/{slug}/accounts/export")).Status);
    }

    private async Task<Browser> SignedInAsync(Organisation org, Role role = Role.Owner)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }
}

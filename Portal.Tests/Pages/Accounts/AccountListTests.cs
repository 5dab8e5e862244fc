using System.Net;
using System.Text;
using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Accounts;

public sealed class AccountListTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("", "Berlin, Athens, Zürich")]
    [InlineData("?order=asc", "Athens, Berlin, Zürich")]
    [InlineData("?sort=clicks", "Zürich, Berlin, Athens")]
    [InlineData("?sort=name", "Athens, Berlin, Zürich")]
    [InlineData("?sort=name&order=desc", "Zürich, Berlin, Athens")]
    [InlineData("?sort=currency", "Zürich, Athens, Berlin")]
    [InlineData("?sort=nonsense", "Berlin, Athens, Zürich")]
    [InlineData("?q=ATH", "Athens")]
    [InlineData("?q=f2", "Athens")]
    [InlineData("?q=3", "Zürich")]
    [InlineData("?currency=CHF", "Zürich")]
    [InlineData("?status=Paused", "Athens")]
    [InlineData("?status=Active&currency=EUR", "Berlin")]
    public async Task Sort_and_filter_stand_in_the_address(string query, string names)
    {
        var slug = $"accounts-{(uint)query.GetHashCode(StringComparison.Ordinal)}";
        var org = await app.FoundAsync(slug);
        await new AdsData(app, org).Account(1, "Berlin").Account(2, "Athens", status: "Pause").Account(3, "Zürich", "CHF")
            .Day(1, 11, 1, 30, clicks: 30).Day(2, 12, 1, 10, clicks: 10).Day(3, 13, 1, 50, clicks: 50).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync($"/{slug}/accounts{query}");

        Assert.Equal(names, string.Join(", ", Names(browser)));
    }

    [Fact]
    public async Task The_foot_sums_the_whole_filter_by_currency_and_not_the_page()
    {
        var org = await app.FoundAsync("pages");
        var data = new AdsData(app, org).Account(999, "Elsewhere", "CHF").Day(999, 999, 1, 3);
        for (var i = 1; i <= 60; i++)
        {
            data.Account(i, $"Shop {i:00}").Day(i, 1000 + i, 1, 10);
        }

        await data.SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/pages/accounts?q=shop&sort=name&page=2");

        Assert.Equal(Enumerable.Range(51, 10).Select(i => $"Shop {i}"), Names(browser));
        Assert.Equal("60 accounts in EURNot final: 29 of 30 days missing", Assert.Single(browser.Page.QuerySelectorAll("tfoot th")).TextContent.Replace('\u00a0', ' '));
        Assert.Equal("€ 600.00", browser.Page.QuerySelector("tfoot td.n")!.TextContent.Replace('\u00a0', ' '));
        Assert.Contains("51 – 60 of 60 accounts", browser.Page.QuerySelector(".pager")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);

        await browser.GetAsync("/pages/accounts?q=shop&sort=name&page=7");
        Assert.Equal(10, Names(browser).Count());
    }

    [Fact]
    public async Task The_export_is_the_whole_filter_in_its_order_and_no_name_becomes_a_formula()
    {
        var org = await app.FoundAsync("export");
        await new AdsData(app, org).Account(1, "Berlin").Account(2, "=HYPERLINK(\"https://evil.example\")").Account(3, "Zürich", "CHF")
            .Day(1, 11, 1, 2.5m).Day(2, 12, 1, 30).Day(3, 13, 1, 50).SaveAsync();
        using var browser = await SignedInAsync(org);
        await browser.GetAsync("/export/accounts?currency=EUR&range=7");

        await browser.GetAsync(browser.Page.QuerySelectorAll("a").Single(link => link.TextContent.Contains("Export", StringComparison.Ordinal)).GetAttribute("href")!);

        Assert.Equal("accounts 2026-11-16 to 2026-11-22.csv", browser.Answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        var bytes = await browser.Answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Account,Account number,Status,Currency,Time zone,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("\"'=HYPERLINK(\"\"https://evil.example\"\")\",F2,Active,EUR,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Berlin,F1,Active,EUR,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",2.5,10,100,0.1,0.25,1.5,1.666667,5,2", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task Without_chosen_accounts_the_page_leads_to_the_connections()
    {
        var org = await app.FoundAsync("nothing");
        await new AdsData(app, org).Account(1, "Left out", chosen: false).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/nothing/accounts");

        Assert.Contains("No accounts are chosen", browser.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Left out", browser.Html, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll("table, .filters"));
        Assert.Contains(browser.Page.QuerySelectorAll("main a"), link => link.GetAttribute("href") == "/nothing/connections");
    }

    [Fact]
    public async Task A_filter_that_nothing_fits_says_so_and_leads_back()
    {
        var org = await app.FoundAsync("unfit");
        await new AdsData(app, org).Account(1, "Berlin").SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/unfit/accounts?q=%3Cnobody%3E");
        Assert.Contains("No account fits", browser.Html, StringComparison.Ordinal);
        Assert.Equal("<nobody>", browser.Page.QuerySelector("input[name=q]")!.GetAttribute("value"));
        Assert.DoesNotContain(browser.Page.QuerySelectorAll("a"), link => link.TextContent.Contains("Export", StringComparison.Ordinal));

        await browser.GetAsync(browser.Page.QuerySelectorAll("a").Single(link => link.TextContent == "Show all").GetAttribute("href")!);
        Assert.Equal(["Berlin"], Names(browser));
    }

    [Fact]
    public async Task Who_may_not_export_is_shown_no_way_to()
    {
        var org = await app.FoundAsync("viewing");
        await new AdsData(app, org).Account(1, "Berlin").SaveAsync();
        using var browser = await SignedInAsync(org, Role.Viewer);

        await browser.GetAsync("/viewing/accounts");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.DoesNotContain("Export", browser.Html, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(Browser browser) => browser.Page.QuerySelectorAll("tbody th a").Select(link => link.TextContent);

    private async Task<Browser> SignedInAsync(Organisation org, Role role = Role.Owner)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }
}

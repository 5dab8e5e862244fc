using AngleSharp.Dom;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Overview;

public sealed class OverviewTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Currencies_are_never_summed_across()
    {
        var org = await app.FoundAsync("two-currencies");
        await new AdsData(app, org).Account(1, "Berlin").Account(2, "Zürich", "CHF").Campaign(1, 11, "Brand").Campaign(2, 21, "Marke")
            .Day(1, 11, 1, 100).Day(1, 11, 2, 50).Day(2, 21, 1, 70).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/two-currencies?range=7");
        Assert.Equal("€\u00a0150", Figure(browser, "Spend, EUR"));

        await browser.GetAsync("/two-currencies?range=7&currency=CHF");
        Assert.Equal("CHF\u00a070", Figure(browser, "Spend, CHF"));
        Assert.DoesNotContain("220", browser.Page.QuerySelector(".figures")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_is_compared_with_the_days_before_it()
    {
        var org = await app.FoundAsync("compared");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Day(1, 11, 1, 120).Day(1, 11, 8, 100).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/compared?range=7");

        Assert.Contains("16 – 22 Nov 2026, compared with the 7 days before", Lead(browser), StringComparison.Ordinal);
        Assert.Contains("20.0\u00a0%", browser.Page.QuerySelector(".figure .delta")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_that_may_change_say_so()
    {
        var org = await app.FoundAsync("honest");
        var data = new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand");
        for (var day = 1; day <= 6; day++)
        {
            data.Day(1, 11, day, 10, mark: day <= 2 ? DayState.Provisional : DayState.Final);
        }

        await data.SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/honest?range=7");

        Assert.Contains("2 of 7 days provisional, 1 missing", browser.Page.QuerySelector(".honest")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, browser.Page.QuerySelectorAll("svg.chart .provisional").Length);
    }

    [Fact]
    public async Task Each_total_is_marked_by_the_report_it_was_summed_from_and_so_are_the_days_it_is_compared_with()
    {
        var org = await app.FoundAsync("marked");
        var data = new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Add(new AdGroup { TenantId = org.Id, AccountId = new(1), AdGroupId = new(111), CampaignId = new(11), Name = "Group", Status = "Active" })
            .Add(new Keyword { TenantId = org.Id, AccountId = new(1), AdGroupId = new(111), KeywordId = new(1111), Text = "shoes", MatchType = "Exact", Status = "Active" });
        for (var day = 1; day <= 14; day++)
        {
            data.Day(1, 11, day, 10, mark: day == 9 ? DayState.Provisional : DayState.Final);
            foreach (var report in new[] { ReportKind.AdGroup, ReportKind.Keyword })
            {
                data.Add(new DayMark { TenantId = org.Id, AccountId = new(1), Report = report, Date = AdsData.Yesterday.AddDays(1 - day), State = report == ReportKind.Keyword && day <= 3 ? DayState.Provisional : day == 1 ? DayState.Provisional : DayState.Final, ReadAt = app.Clock.GetUtcNow() });
            }
        }

        await data.SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/marked?range=7");
        Assert.Equal("Compared with: 1 of 7 days provisional: these totals may still change.", Assert.Single(browser.Page.QuerySelectorAll(".honest > span:last-child")).TextContent);
        await browser.GetAsync("/marked/campaigns?range=7");
        Assert.Empty(browser.Page.QuerySelectorAll(".honest"));
        await browser.GetAsync("/marked/campaigns/details/1/11?range=7");
        Assert.Equal(
            ["Compared with: 1 of 7 days provisional: these totals may still change.", "Ad groups: 1 of 7 days provisional: these totals may still change."],
            browser.Page.QuerySelectorAll(".honest > span:last-child").Select(line => line.TextContent));
        await browser.GetAsync("/marked/campaigns/ad-group/1/111?range=7");
        Assert.Equal("3 of 7 days provisional: these totals may still change.", Assert.Single(browser.Page.QuerySelectorAll(".honest > span:last-child")).TextContent);
    }

    [Fact]
    public async Task The_sums_of_the_accounts_and_both_files_say_how_final_they_are()
    {
        var org = await app.FoundAsync("files");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Day(1, 11, 1, 10).Day(1, 11, 2, 10, mark: DayState.Provisional).SaveAsync();
        using var browser = await SignedInAsync(org, Role.Analyst);

        await browser.GetAsync("/files/accounts?range=7");
        Assert.Contains("Not final: 1 of 7 days provisional, 5 missing", browser.Page.QuerySelector("tfoot")!.TextContent, StringComparison.Ordinal);
        foreach (var file in new[] { "accounts", "campaigns" })
        {
            await browser.GetAsync($"/files/{file}/export?range=7");
            var text = await browser.Answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains(",Not final,", text.Split('\n')[0], StringComparison.Ordinal);
            Assert.Contains(",\"1 of 7 days provisional, 5 missing\",", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_range_ends_today_once_today_has_data()
    {
        var org = await app.FoundAsync("today");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Day(1, 11, 0, 10, mark: DayState.Provisional).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/today?range=7");

        Assert.Contains("17 – 23 Nov 2026", Lead(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_connected_leads_an_admin_to_the_connections_and_tells_a_viewer_whom_to_ask()
    {
        var org = await app.FoundAsync("fresh");
        using var admin = await SignedInAsync(org, Role.Admin);
        using var viewer = await SignedInAsync(org, Role.Viewer);

        await admin.GetAsync("/fresh");
        await viewer.GetAsync("/fresh");

        Assert.Equal("/fresh/connections", admin.Page.QuerySelector(".empty a")!.GetAttribute("href"));
        Assert.Equal(3, admin.Page.QuerySelectorAll(".steps li").Length);
        Assert.Null(viewer.Page.QuerySelector(".empty a"));
        Assert.Contains("An admin of your organisation can connect it", viewer.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_without_data_yet_say_that_it_is_on_its_way()
    {
        var org = await app.FoundAsync("on-its-way");
        await new AdsData(app, org).Account(1, "Berlin").SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/on-its-way");

        Assert.Contains("Your data is on its way", browser.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_needs_a_person_is_told_with_what_hangs_on_it()
    {
        var org = await app.FoundAsync("broken");
        var data = new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Day(1, 11, 1, 10);
        data.Connection.Activate();
        data.Connection.RequireReconnect("Microsoft asks you to sign in again.", "invalid_grant 700082", app.Clock.GetUtcNow());
        await data.SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/broken");

        var notice = browser.Page.QuerySelector(".notice.is-bad")!;
        Assert.Contains("can no longer be used to reach 1\u00a0account", notice.TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-11-23T08:30:00Z", notice.QuerySelector(".acts time")?.GetAttribute("datetime"));
        Assert.Equal("/broken/connections", notice.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_sync_can_be_started_from_here()
    {
        var org = await app.FoundAsync("starts-here");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Day(1, 11, 1, 10).SaveAsync();
        using var browser = await SignedInAsync(org, Role.Analyst);
        await browser.GetAsync("/starts-here");

        await browser.SubmitAsync("Sync now");

        Assert.Equal("/starts-here/sync", browser.At.AbsolutePath);
    }

    [Fact]
    public async Task The_number_that_is_drawn_stands_in_the_address()
    {
        var org = await app.FoundAsync("drawn");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Day(1, 11, 1, 10).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/drawn?range=7&metric=clicks");

        Assert.Equal("Clicks a day", browser.Page.QuerySelector("#trend-heading")!.TextContent);
        Assert.Equal("/drawn?range=7&metric=cpc", browser.Page.QuerySelectorAll(".switch a").Single(link => link.TextContent == "CPC").GetAttribute("href"));
    }

    private async Task<Browser> SignedInAsync(Organisation org, Role role = Role.Owner)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }

    private static string Figure(Browser browser, string label) =>
        browser.Page.QuerySelectorAll(".figure").Single(figure => figure.QuerySelector("dt")!.TextContent == label).QuerySelector(".value")!.ChildNodes.OfType<IText>().First().TextContent.Trim();

    private static string Lead(Browser browser) => browser.Page.QuerySelector(".lead-line")!.TextContent.Replace('\u00a0', ' ');
}

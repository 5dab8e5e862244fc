using Microsoft.Playwright;
using Portal.Domain.Ads;
using Portal.Tests.Harness;
using Portal.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Chromium;

[Collection<InChromium>]
public sealed class PlainAndNarrowTests(ChromiumApp app)
{
    private static readonly string[] MainPages = ["", "/campaigns", "/accounts", "/connections", "/sync", "/sync/ledger", "/sync/audit", "/members", "/audit", "/settings", "/entities/extensions", "/performance/keywords?compare=before", "/performance/shares", "/views"];

    [Fact]
    public async Task A_login_is_connected_without_any_script()
    {
        await app.FoundAsync("no-script");
        await using var browser = await InstalledBrowser.StartAsync();
        var tab = await browser.OpenAsync("no-script", new() { JavaScriptEnabled = false });

        await ConnectAsync(tab.Page, "no-script", "tomas@fabrikam.example");

        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Sync", Exact = true })).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Progressbar).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task At_320_pixels_no_page_is_wider_than_the_screen()
    {
        await app.FoundAsync("narrow");
        await using var browser = await InstalledBrowser.StartAsync();
        var tab = await browser.OpenAsync("narrow", new() { ViewportSize = new() { Width = 320, Height = 640 } });
        await ConnectAsync(tab.Page, "narrow", "paul@litware.example", choosing: tab.FitsAsync);

        foreach (var path in MainPages)
        {
            await tab.Page.GotoAsync(app.At($"/narrow{path}").AbsoluteUri);
            await tab.FitsAsync();
        }

        await tab.Page.GotoAsync(app.At("/narrow/connections").AbsoluteUri);
        await Expect(tab.Page.GetByText("Connected", new() { Exact = true })).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Disconnect" })).ToBeInViewportAsync(new() { Ratio = 1 });

        await tab.Page.GotoAsync(app.At("/narrow/campaigns?range=7").AbsoluteUri);
        await tab.Page.Locator(".views > summary").ClickAsync();
        await tab.Page.GetByPlaceholder("Name", new() { Exact = true }).FillAsync("Everything of the last seven days, with a name as it may be");
        await tab.Page.Locator(".views .save button").ClickAsync();
        await Expect(tab.Page.Locator(".views > summary")).ToContainTextAsync("Everything of the last");
        await tab.Page.GotoAsync(tab.Page.Url.Replace("range=7", "range=14", StringComparison.Ordinal));
        await Expect(tab.Page.Locator(".views > summary")).ToContainTextAsync("changed");
        await tab.FitsAsync();
        await tab.Page.Locator(".views > summary").ClickAsync();
        await tab.FitsAsync();
    }

    [Fact]
    public async Task At_320_pixels_labels_of_one_name_are_told_apart_by_their_accounts()
    {
        var organisation = await app.FoundAsync("alike");
        var data = new AdsData(app, organisation).Account(1, "Berlin").Account(2, "Rome");
        foreach (var account in new[] { 1, 2 })
        {
            data.Add(new Label { TenantId = organisation.Id, AccountId = new(account), LabelId = new(50 + account), Name = "Spring" });
        }

        await data.SaveAsync();
        await using var browser = await InstalledBrowser.StartAsync();
        var tab = await browser.OpenAsync("alike", new() { ViewportSize = new() { Width = 320, Height = 640 } });
        await SignInAsync(tab.Page, "alike", "entities/labels");

        foreach (var account in new[] { "Berlin", "Rome" })
        {
            var told = tab.Page.GetByRole(AriaRole.Rowheader).GetByText(account);
            await Expect(told).ToBeVisibleAsync();
            var box = await told.BoundingBoxAsync();
            Assert.InRange(box!.X + box.Width, 1, 320);
        }

        await tab.Page.SetViewportSizeAsync(1440, 900);
        await Expect(tab.Page.GetByRole(AriaRole.Rowheader).GetByText("Rome")).ToBeHiddenAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Cell, new() { Name = "Rome" })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_long_name_of_a_chosen_campaign_does_not_make_the_page_wider_than_the_screen()
    {
        var organisation = await app.FoundAsync("long-name");
        await new AdsData(app, organisation).Account(1, "Berlin").Campaign(1, 11, "Shopping – Hiking boots and everything that goes with them – Île-de-France").Day(1, 11, 1, 5).SaveAsync();
        await using var browser = await InstalledBrowser.StartAsync();
        var tab = await browser.OpenAsync("long-name", new() { ViewportSize = new() { Width = 320, Height = 640 } });
        await SignInAsync(tab.Page, "long-name", "performance/keywords?campaign=11");

        foreach (var width in new[] { 320, 768 })
        {
            await tab.Page.SetViewportSizeAsync(width, 640);
            await Expect(tab.Page.GetByTitle("Take it off")).ToBeInViewportAsync(new() { Ratio = 1 });
            await tab.FitsAsync();
        }
    }

    [Fact]
    public async Task At_320_pixels_no_figure_is_cut_and_an_amount_of_millions_stays_on_its_line()
    {
        var organisation = await app.FoundAsync("millions");
        await new AdsData(app, organisation).Account(1, "Zürich", "CHF").Campaign(1, 11, "Shoes").Day(1, 11, 1, 1_254_790m, clicks: 38_295_111, impressions: 1_098_252_333).SaveAsync();
        await using var browser = await InstalledBrowser.StartAsync();
        var tab = await browser.OpenAsync("millions", new() { ViewportSize = new() { Width = 320, Height = 640 } });
        await SignInAsync(tab.Page, "millions", "campaigns/details/1/11");
        await Expect(tab.Page.Locator(".figure .value").First).ToContainTextAsync("1,254,790");

        Assert.Empty(await tab.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.figure')].filter(box => box.scrollWidth > box.clientWidth).map(box => box.innerText)"));
        Assert.Equal(1, await tab.Page.Locator(".figure .value").First.EvaluateAsync<int>(
            "value => { const range = document.createRange(); range.selectNodeContents(document.createTreeWalker(value, NodeFilter.SHOW_TEXT).nextNode()); return new Set([...range.getClientRects()].filter(line => line.width > 0).map(line => line.top)).size; }"));
    }

    // Each test signs in at the emulator as somebody else: it asks for consent only once.
    private async Task ConnectAsync(IPage page, string slug, string login, Func<Task>? choosing = null)
    {
        await SignInAsync(page, slug, "connections");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect Microsoft Advertising" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = login }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        if (choosing is not null)
        {
            await choosing();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Use the chosen accounts" }).ClickAsync();
        await Expect(page.GetByText("The accounts are chosen")).ToBeVisibleAsync();
    }

    private async Task SignInAsync(IPage page, string slug, string path)
    {
        await page.GotoAsync(app.At($"/{slug}/{path}").AbsoluteUri);
        await page.GetByLabel("E-mail").FillAsync($"owner@{slug}.example");
        await page.GetByLabel("Password").FillAsync(PortalApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}

using Microsoft.Playwright;
using Portal.Tests.Harness;
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

    // Each test signs in at the emulator as somebody else: it asks for consent only once.
    private async Task ConnectAsync(IPage page, string slug, string login, Func<Task>? choosing = null)
    {
        await page.GotoAsync(app.At($"/{slug}/connections").AbsoluteUri);
        await page.GetByLabel("E-mail").FillAsync($"owner@{slug}.example");
        await page.GetByLabel("Password").FillAsync(PortalApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
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
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Chromium;

[CollectionDefinition(DisableParallelization = true)]
public sealed class InChromium : ICollectionFixture<ChromiumApp>;

[Collection<InChromium>]
public sealed partial class WholePathTests(ChromiumApp app)
{
    private const string Mail = "maria@delikatessen.example";

    [Fact]
    public async Task A_newcomer_signs_up_connects_watches_the_first_sync_and_pauses_a_campaign()
    {
        await using var browser = await InstalledBrowser.StartAsync();
        var tab = await browser.OpenAsync("whole-path");
        var page = tab.Page;

        await SignUpAsync(tab);
        await ConfirmAsync(tab);
        await SignInAsync(tab);
        await CancelAtMicrosoftAsync(tab);
        await ConnectAsync(tab);
        await ChooseAccountsAsync(tab);
        await WatchTheSyncAsync(tab);
        await LookAtTheNumbersAsync(tab);
        var campaign = await PauseACampaignAsync(tab);

        await page.GetByRole(AriaRole.Link, new() { Name = "Audit log" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = campaign }).First).ToContainTextAsync("Done");
        await tab.LookAsync("audit-log");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        await Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
        await tab.LookAsync("signed-out");
    }

    private async Task SignUpAsync(Tab tab)
    {
        var page = tab.Page;
        await page.GotoAsync(app.At("/account/sign-up").AbsoluteUri);
        await tab.LookAsync("sign-up");

        await page.GetByLabel("Organisation's name").FillAsync("Delikatessen Keller");
        await Expect(page.GetByLabel("Address", new() { Exact = true })).ToHaveValueAsync("delikatessen-keller");
        await page.GetByLabel("Your name").FillAsync("Maria Keller");
        await page.GetByLabel("E-mail").FillAsync(Mail);
        await page.GetByLabel("Password").FillAsync(PortalApp.Password);
        await page.GetByLabel("Main currency").SelectOptionAsync("EUR");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign up" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Look into your mailbox" })).ToBeVisibleAsync();
        await tab.LookAsync("check-mail");
    }

    private async Task ConfirmAsync(Tab tab)
    {
        await tab.Page.GotoAsync(app.At(await app.LinkAsync(Mail, "Confirm")).AbsoluteUri);
        await tab.LookAsync("confirm");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
    }

    private static async Task SignInAsync(Tab tab)
    {
        var page = tab.Page;
        await page.GetByLabel("E-mail").FillAsync(Mail);
        await page.GetByLabel("Password").FillAsync(PortalApp.Password);
        await tab.LookAsync("sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(page.GetByText("Connect Microsoft Advertising")).ToBeVisibleAsync();
        await tab.LookAsync("dashboard-of-a-newcomer");
    }

    private async Task CancelAtMicrosoftAsync(Tab tab)
    {
        var page = tab.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Connections" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connect your first Microsoft Advertising login" })).ToBeVisibleAsync();
        await tab.LookAsync("connections-empty");

        await page.GetByRole(AriaRole.Button, new() { Name = "Connect Microsoft Advertising" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"^{Regex.Escape(app.Emulator)}/"));
        await tab.LookAsync("choose-a-login");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Expect(page.GetByText("so nothing was connected")).ToBeVisibleAsync();
        await tab.LookAsync("nothing-was-connected");
    }

    private static async Task ConnectAsync(Tab tab)
    {
        var page = tab.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "maria@northwind.example" }).ClickAsync();
        await tab.LookAsync("consent");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Choose accounts" })).ToBeVisibleAsync();
    }

    private static async Task ChooseAccountsAsync(Tab tab)
    {
        var page = tab.Page;
        var all = page.GetByRole(AriaRole.Checkbox, new() { Name = "All accounts of Northwind Traders" });
        await all.PressAsync("Space");
        await Expect(page.GetByText("3 accounts, 3 chosen")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Northwind Coffee & Tea US" }).UncheckAsync();
        await Expect(page.GetByText("3 accounts, 2 chosen")).ToBeVisibleAsync();
        await Expect(all).ToBeCheckedAsync(new() { Indeterminate = true });
        await tab.LookAsync("choose-accounts", bothThemes: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the chosen accounts" }).ClickAsync();
    }

    private static async Task WatchTheSyncAsync(Tab tab)
    {
        var page = tab.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Running now" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var progress = page.GetByRole(AriaRole.Progressbar).First;
        var (before, loads) = (await progress.GetAttributeAsync("value") ?? "", tab.Loads);
        await Expect(progress).Not.ToHaveAttributeAsync("value", before, new() { Timeout = 30_000 });
        Assert.Equal(loads, tab.Loads);
        Assert.True(tab.Listened);
        await tab.LookAsync("sync-running", bothThemes: true);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Last run" })).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await Expect(page.GetByText("Complete", new() { Exact = true }).First).ToBeVisibleAsync();
        await tab.LookAsync("sync-complete", bothThemes: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Connections" }).First.ClickAsync();
        await Expect(page.GetByText("2 of 5")).ToBeVisibleAsync();
        await tab.LookAsync("connections", bothThemes: true);
    }

    private static async Task LookAtTheNumbersAsync(Tab tab)
    {
        var page = tab.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Campaigns that spent most" })).ToBeVisibleAsync();
        await Expect(page.GetByText(Money()).First).ToBeVisibleAsync();
        await tab.LookAsync("dashboard", bothThemes: true);
        await tab.TablesFitAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Campaigns", Exact = true }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause selected" })).ToBeVisibleAsync();
        await tab.LookAsync("campaigns", bothThemes: true);
        await tab.TablesFitAsync();
    }

    private static async Task<string> PauseACampaignAsync(Tab tab)
    {
        var page = tab.Page;
        var row = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { NameRegex = PauseOne() }) }).First;
        var campaign = await row.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link).InnerTextAsync();
        await row.GetByRole(AriaRole.Button, new() { NameRegex = PauseOne() }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = campaign }).First).ToContainTextAsync("Paused");
        await tab.LookAsync("campaign-paused");
        return campaign;
    }

    [GeneratedRegex("^Pause (?!selected)")]
    private static partial Regex PauseOne();

    [GeneratedRegex(@"[1-9][\d,. ]*\s*€|€\s*[1-9]")]
    private static partial Regex Money();
}

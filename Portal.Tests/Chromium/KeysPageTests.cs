using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Chromium;

[Collection<InChromium>]
public sealed class KeysPageTests(ChromiumApp app)
{
    [Fact]
    public async Task A_change_of_keys_is_watched_to_its_end_without_touching_the_page()
    {
        var organisation = await ChangingAsync("watched");
        await using var browser = await InstalledBrowser.StartAsync();
        var tab = await browser.OpenAsync("keys", new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await OpenAsync(tab.Page, "watches@portal.example");
        var (row, loads) = (tab.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Org watched" }), tab.Loads);

        await ChangeAsync(organisation, key => key.Begin(40));
        await ChangeAsync(organisation, key => key.Progress(12));
        await Expect(row).ToContainTextAsync("12 of 40");
        await Expect(row.GetByRole(AriaRole.Progressbar)).ToHaveJSPropertyAsync("position", 0.3);
        await Expect(tab.Page.Locator("[data-bind='sealed.detail']")).ToHaveTextAsync("28\u00a0tokens to go");
        await tab.LookAsync("going-on", bothThemes: true);
        Assert.Equal(loads, tab.Loads);

        await ChangeAsync(organisation, key => key.Complete(DateTimeOffset.UnixEpoch));
        await Expect(row).ToContainTextAsync("everything");
        await tab.LookAsync("over");
    }

    [Fact]
    public async Task Without_a_script_and_at_320_pixels_a_link_looks_again()
    {
        var organisation = await ChangingAsync("plain-keys");
        await using var browser = await InstalledBrowser.StartAsync();
        var tab = await browser.OpenAsync("keys-plain", new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 320, Height = 640 } });
        await OpenAsync(tab.Page, "reloads@portal.example");
        await ChangeAsync(organisation, key => key.Begin(40));

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Look again" }).ClickAsync();

        await Expect(tab.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Org plain-keys" })).ToContainTextAsync("0 of 40");
        await ChangeAsync(organisation, key => key.Complete(DateTimeOffset.UnixEpoch));
        Directory.CreateDirectory(Path.Combine(Repository.Results, "screenshots"));
        await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Results, "screenshots", "keys-320.png"), FullPage = true });
    }

    private async Task OpenAsync(IPage page, string email)
    {
        await app.PersonAsync(email, "Olga Operator", isOperator: true);
        await page.GotoAsync(app.At("/operator/keys").AbsoluteUri);
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(PortalApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Data keys" })).ToBeVisibleAsync();
    }

    /// <summary>An organisation whose data key has just been renewed.</summary>
    private async Task<Organisation> ChangingAsync(string slug)
    {
        var organisation = await app.FoundAsync(slug);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            await services.GetRequiredService<TokenVault>().SealAsync(new AccessToken("access"), default, CancellationToken.None);
            Assert.True(await services.GetRequiredService<KeyRotation>().RenewAsync(Actor.Portal, CancellationToken.None));
        });
        return organisation;
    }

    /// <summary>As the job does it, step by step.</summary>
    private Task ChangeAsync(Organisation organisation, Action<TenantKey> step) => app.InTenantAsync(organisation.Id, async services =>
    {
        var keys = services.GetRequiredService<KeysDb>();
        step(await keys.TenantKeys.SingleAsync(key => key.Version == 2));
        await keys.SaveChangesAsync();
    });
}

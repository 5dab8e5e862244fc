using System.Net;
using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Settings;

public sealed class SettingsTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task An_owner_changes_them_and_the_next_page_shows_it()
    {
        var org = await app.FoundAsync("set-change");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Owner]);
        await browser.GetAsync("/set-change/settings");

        await browser.SubmitAsync("Save", ("Input.Name", "Renamed Ltd"), ("Input.TimeZone", "America/New_York"), ("Input.Currency", "USD"));
        Assert.Contains("The settings are saved", browser.Html, StringComparison.Ordinal);
        await browser.GetAsync("/set-change/audit");

        Assert.Equal("Renamed Ltd", browser.Page.QuerySelector(".side .switcher b")?.TextContent);
        Assert.Contains("moments in America/New York", browser.Html, StringComparison.Ordinal);
        Assert.Contains("from Org set-change, Europe/Berlin, EUR to Renamed Ltd, America/New_York, USD", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_does_not_exist_is_refused()
    {
        var org = await app.FoundAsync("set-zone");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Owner]);
        await browser.GetAsync("/set-zone/settings");

        await browser.SubmitAsync("Save", ("Input.TimeZone", "Mars/Olympus"));

        Assert.Contains("Choose a time zone from the list", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_neither_sees_the_way_nor_may_go_it()
    {
        var org = await app.FoundAsync("set-admin");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Admin]);
        await browser.GetAsync("/set-admin/members");
        Assert.Null(browser.Page.QuerySelector(".side a[href='/set-admin/settings']"));

        await browser.GetAsync("/set-admin/settings");

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Sync;

public sealed class LedgerPageTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Every_day_of_an_account_and_report_shows_how_it_stands_and_leads_to_reading_it_again()
    {
        var organisation = await app.FoundAsync("ledger");
        await new AdsData(app, organisation).Account(1, "Berlin").Account(2, "Wien").Campaign(1, 11, "Brand")
            .Day(1, 11, 3, 10).Day(1, 11, 2, 10, mark: DayState.Provisional).SaveAsync();
        await FailAsync(organisation, SliceKind.AccountReport, AdsData.Yesterday);
        using var browser = await SignedInAsync(organisation, Role.Analyst);

        await browser.GetAsync("/ledger/sync/ledger");

        Assert.Contains("Account performance of Berlin", browser.Page.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["day-mark is-final", "day-mark is-provisional", "day-mark is-failed", "day-mark is-missing"],
            new[] { "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23" }.Select(day => browser.Page.QuerySelector($"[data-day='{day}']")!.ClassName));

        await browser.GetAsync(browser.Page.QuerySelector("[data-day='2026-11-22'] a")!.GetAttribute("href")!);
        Assert.Equal("2026-11-22", browser.Page.QuerySelector("#Input_From")!.GetAttribute("value"));
        Assert.Equal("1", browser.Page.QuerySelector("#Input_Account option[selected]")!.GetAttribute("value"));
        Assert.Equal("Account", browser.Page.QuerySelector("#Input_Report option[selected]")!.GetAttribute("value"));

        await browser.GetAsync("/ledger/sync/ledger?account=2&report=Keyword&months=3");
        Assert.Contains("Keyword performance of Wien", browser.Page.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll("[data-day].is-final, [data-day].is-failed"));
    }

    [Fact]
    public async Task A_viewer_sees_the_days_without_the_links()
    {
        var organisation = await app.FoundAsync("ledger-viewer");
        await new AdsData(app, organisation).Account(1, "Berlin").SaveAsync();
        using var browser = await SignedInAsync(organisation, Role.Viewer);

        await browser.GetAsync("/ledger-viewer/sync/ledger");

        Assert.NotEmpty(browser.Page.QuerySelectorAll("[data-day]"));
        Assert.Empty(browser.Page.QuerySelectorAll("figure a"));
    }

    [Fact]
    public async Task Without_accounts_it_says_what_to_do()
    {
        var organisation = await app.FoundAsync("ledger-empty");
        using var browser = await SignedInAsync(organisation, Role.Viewer);

        await browser.GetAsync("/ledger-empty/sync/ledger");

        Assert.Contains("No accounts are chosen", browser.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    private Task FailAsync(Organisation organisation, SliceKind kind, DateOnly day) => app.InTenantAsync(organisation.Id, async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        var now = app.Clock.GetUtcNow();
        var run = new SyncRun(organisation.Id, Id<SyncRun>.New(now), SyncTrigger.Schedule, null, now);
        var slice = new SyncSlice(organisation.Id, run.Id, new(1), kind, new(day, day), now);
        slice.Fail("Microsoft could not make the report.", null, now);
        run.End(new(1, 1, 0, 1, 0, 0, 0, 0), now);
        db.AddRange(run, slice);
        await db.SaveChangesAsync();
    });

    private async Task<Browser> SignedInAsync(Organisation organisation, Role role)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(organisation.Members[role]);
        return browser;
    }
}

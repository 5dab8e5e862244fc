using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Sync;

public sealed class AuditPageTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly Period Days = new(AdsData.Yesterday.AddDays(-29), AdsData.Yesterday);

    [Fact]
    public async Task A_drift_is_told_with_both_sums_until_a_later_night_finds_the_report_equal()
    {
        var organisation = await app.FoundAsync("audited");
        await new AdsData(app, organisation).Account(1, "Berlin").SaveAsync();
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(organisation.Members[Role.Viewer]);

        await browser.GetAsync("/audited/sync/audit");
        Assert.Contains("Nothing was compared yet", Text(browser), StringComparison.Ordinal);

        await InAsync(organisation, async db => db.Add(new SumCheck(await db.AdsAccounts.SingleAsync(), ReportKind.Campaign, Days, SumOutcome.Drifted, new(900, 90, 9_500_000, 0, 0), new(1000, 100, 10_000_000, 0, 0), app.Clock.GetUtcNow())));
        await browser.GetAsync("/audited/sync/audit");
        var row = Text(browser.Page.QuerySelector("tbody tr")!.TextContent);
        Assert.All(["Berlin", "Campaign performance", "Drift", "900", "Microsoft: 1,000", "€ 9.50", "Microsoft: € 10.00", "read again by the next sync"], word => Assert.Contains(word, row, StringComparison.Ordinal));
        Assert.Contains("1 report being read again", Text(browser), StringComparison.Ordinal);

        await InAsync(organisation, async db =>
        {
            (await db.SumChecks.SingleAsync()).Heal(app.Clock.GetUtcNow());
            db.Add(new SumCheck(await db.AdsAccounts.SingleAsync(), ReportKind.Account, Days, SumOutcome.Equal, new(1000, 100, 10_000_000, 0, 0), new(1000, 100, 10_000_000, 0, 0), app.Clock.GetUtcNow().AddDays(1)));
        });
        await browser.GetAsync("/audited/sync/audit");
        Assert.Contains("Everything that was compared adds up", Text(browser), StringComparison.Ordinal);
        Assert.Equal(["Equal", "Healed"], browser.Page.QuerySelectorAll("tbody tr .state, tbody tr [class*='badge']").Select(badge => badge.TextContent.Trim()).Distinct());
    }

    private static string Text(Browser browser) => Text(browser.Page.Body!.TextContent);

    private static string Text(string text) => text.Replace('\u00a0', ' ');

    private Task InAsync(Organisation organisation, Func<PortalDb, Task> act) => app.InTenantAsync(organisation.Id, async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        await act(db);
        await db.SaveChangesAsync();
    });
}

using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Audit;

public sealed class AuditTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("", "late,early")]
    [InlineData("?text=LAT", "late")]
    [InlineData("?text=%25", "")]
    [InlineData("?subject=Campaign", "early")]
    [InlineData("?actor=Portal", "late")]
    [InlineData("?outcome=Failed", "early")]
    [InlineData("?from=2026-11-23", "late")]
    [InlineData("?to=2026-11-22", "early")]
    [InlineData("?from=0001-01-01&to=9999-12-31", "late,early")]
    [InlineData("?page=99", "late,early")]
    public async Task The_address_says_what_is_shown_in_days_of_the_organisation(string query, string shown)
    {
        var org = await WithEntriesAsync(query);
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Analyst]);

        await browser.GetAsync($"/{org.Slug}/audit{query}");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(shown, string.Join(',', browser.Page.QuerySelectorAll("tbody tr td:nth-child(2)").Select(cell => cell.FirstChild!.TextContent.Trim())));
    }

    [Fact]
    public async Task Many_entries_come_in_pages_that_keep_the_filter()
    {
        var org = await app.FoundAsync("audit-many");
        await app.InTenantAsync(org.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            db.AuditEntries.AddRange(Enumerable.Range(0, 60).Select(number => new AuditEntry(
                org.Id, Actor.Portal, "Sync", null, "Ran", $"run {number}", app.Clock.GetUtcNow().AddMinutes(-number))));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Analyst]);

        await browser.GetAsync("/audit-many/audit?subject=Sync");
        await browser.GetAsync(browser.Page.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(10, browser.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("subject=Sync", browser.At.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_yet_is_said_in_words_and_a_viewer_may_not_look()
    {
        var org = await app.FoundAsync("audit-empty");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Analyst]);
        await browser.GetAsync("/audit-empty/audit");
        Assert.Contains("Nothing has happened yet", browser.Html, StringComparison.Ordinal);

        using var viewer = new Browser(app.Address);
        await viewer.SignInAsync(org.Members[Role.Viewer]);
        await viewer.GetAsync("/audit-empty/audit");

        Assert.Equal(HttpStatusCode.Forbidden, viewer.Status);
    }

    /// <summary>Two entries to either side of midnight in Berlin, which is 23:00 UTC.</summary>
    private async Task<Organisation> WithEntriesAsync(string query)
    {
        var org = await app.FoundAsync($"audit-{query.Length}-{Math.Abs(string.GetHashCode(query, StringComparison.Ordinal)).ToString(CultureInfo.InvariantCulture)}");
        await app.InTenantAsync(org.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var midnight = new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero);
            db.AuditEntries.Add(new AuditEntry(org.Id, new Actor(null, "Somebody"), "Campaign", null, "Paused", "early", midnight.AddMinutes(-1), AuditOutcome.Failed));
            db.AuditEntries.Add(new AuditEntry(org.Id, Actor.Portal, "Connection", null, "Refreshed", "late", midnight));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        return org;
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Changes;

public sealed class ChangesTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("", "Daily budget,Status,Added")]
    [InlineData("?kind=AdGroup", "Status")]
    [InlineData("?account=2", "Added")]
    [InlineData("?account=77", "")]
    [InlineData("?from=2026-11-23", "Daily budget")]
    [InlineData("?to=2026-11-22", "Status,Added")]
    [InlineData("?page=99", "Daily budget,Status,Added")]
    public async Task The_address_says_which_changes_are_shown(string query, string fields)
    {
        var org = await SeededAsync($"changes-{(uint)query.GetHashCode(StringComparison.Ordinal)}");
        using var browser = await SignedInAsync(org, Role.Viewer);

        await browser.GetAsync($"/{org.Slug}/changes{query}");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(fields, string.Join(',', browser.Page.QuerySelectorAll("tbody tr td:nth-child(3)").Select(cell => cell.TextContent.Trim())));
    }

    [Fact]
    public async Task A_campaigns_page_tells_its_own_changes_in_words_and_who_made_them()
    {
        var org = await SeededAsync("changes-campaign");
        using var browser = await SignedInAsync(org, Role.Viewer);

        await browser.GetAsync($"/{org.Slug}/campaigns/details/1/11");

        var row = Assert.Single(browser.Page.QuerySelectorAll("[aria-labelledby=changes-heading] tbody tr"));
        Assert.Contains("in the portal by Maria", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("10.00", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("12.50", row.TextContent, StringComparison.Ordinal);
        await browser.GetAsync($"/{org.Slug}/campaigns/ad-group/1/21");
        Assert.Contains("at Microsoft Advertising", Assert.Single(browser.Page.QuerySelectorAll("[aria-labelledby=changes-heading] tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_holds_the_whole_filter_and_is_for_analysts()
    {
        var org = await SeededAsync("changes-file");
        using var viewer = await SignedInAsync(org, Role.Viewer);
        await viewer.GetAsync($"/{org.Slug}/changes/export");
        Assert.Equal(HttpStatusCode.Forbidden, viewer.Status);

        using var analyst = await SignedInAsync(org, Role.Analyst);
        await analyst.GetAsync($"/{org.Slug}/changes/export?account=1");

        Assert.Equal(3, analyst.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"'=Shoes\"", analyst.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_thirteen_months_a_change_is_still_there_and_after_fifteen_it_is_not()
    {
        var org = await SeededAsync("changes-purge");
        var now = app.Clock.GetUtcNow();
        await app.InTenantAsync(org.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            db.AddRange(Change(org, 1, EntityKind.Campaign, 11, "Name", now.AddMonths(-13).AddDays(-1)), Change(org, 1, EntityKind.Campaign, 11, "Status", now.AddMonths(-15)));
            await db.SaveChangesAsync();
        });

        await using (var scope = app.Services.CreateAsyncScope())
        {
            await ActivatorUtilities.CreateInstance<PurgeExpired>(scope.ServiceProvider).RunAsync(CancellationToken.None);
        }

        await app.InTenantAsync(org.Id, async services =>
            Assert.Equal(["Daily budget", "Name"], await services.GetRequiredService<PortalDb>().EntityChanges.Where(change => change.EntityId == 11).Select(change => change.Field).Order().ToListAsync()));
    }

    [Theory]
    [InlineData("Apply")]
    [InlineData("Discard")]
    public async Task An_admin_sees_what_would_go_and_decides_and_the_log_says_so(string decision)
    {
        var org = await SeededAsync($"held-{decision}".ToLowerInvariant());
        await app.InTenantAsync(org.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var state = new EntitySync(org.Id, new(1));
            state.Hold(new HeldBack([new(EntityKind.Keyword, 100, 60, ["red shoes"])]).Write(), app.Clock.GetUtcNow());
            db.Add(state);
            await db.SaveChangesAsync();
        });
        using var viewer = await SignedInAsync(org, Role.Viewer);
        await viewer.GetAsync($"/{org.Slug}/sync");
        Assert.Contains("Waits for an admin", viewer.Html, StringComparison.Ordinal);
        await viewer.GetAsync($"/{org.Slug}/sync/held/1");
        Assert.Equal(HttpStatusCode.Forbidden, viewer.Status);

        using var admin = await SignedInAsync(org, Role.Admin);
        await admin.GetAsync($"/{org.Slug}/sync/held/1");
        Assert.Contains("red shoes", admin.Html, StringComparison.Ordinal);
        await admin.PostAsync($"/{org.Slug}/sync/held/1?handler={decision}", admin.FormToken);

        await app.InTenantAsync(org.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var state = await db.EntitySyncs.AsNoTracking().SingleAsync();
            Assert.Equal(decision == "Apply", state.ApprovedAt is not null);
            Assert.Equal(decision == "Discard", state.NeedsFull);
            Assert.Contains("60 of 100 keywords", (await db.AuditEntries.SingleAsync(entry => entry.Subject == "Sync")).Sentence, StringComparison.Ordinal);
        });
    }

    private async Task<Browser> SignedInAsync(Organisation org, Role role)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }

    private async Task<Organisation> SeededAsync(string slug)
    {
        var org = await app.FoundAsync(slug);
        await new AdsData(app, org).Account(1, "First").Account(2, "Second").Campaign(1, 11, "Shoes").SaveAsync();
        await app.InTenantAsync(org.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var now = app.Clock.GetUtcNow();
            db.Add(new AdGroup { TenantId = org.Id, AccountId = new(1), AdGroupId = new(21), CampaignId = new(11), Name = "Red", Status = "Active" });
            db.AddRange(
                Change(org, 1, EntityKind.Campaign, 11, "Daily budget", now, "10000000", "12500000", "Maria"),
                Change(org, 1, EntityKind.AdGroup, 21, "Status", now.AddDays(-2), "Active", "Paused"),
                Change(org, 2, EntityKind.Label, 31, EntityChange.Added, now.AddDays(-3)));
            await db.SaveChangesAsync();
        });
        return org;
    }

    private static EntityChange Change(Organisation org, long account, EntityKind kind, long id, string field, DateTimeOffset at, string? from = null, string? to = null, string? by = null) => new()
    {
        TenantId = org.Id,
        AccountId = new(account),
        Kind = kind,
        EntityId = id,
        ParentId = 0,
        At = at,
        Field = field,
        Name = "=Shoes",
        From = from,
        To = to,
        By = by,
    };
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Sync;

/// <summary>A run of 500 accounts with sixteen reports each, in the middle of it; and what is left to see of it later.</summary>
public sealed class BigRunTests(CountingApp app) : IClassFixture<CountingApp>
{
    private const int Accounts = 500;

    [Theory]
    [InlineData("sync", 12, 1)]
    [InlineData("sync/run/{0}", 22, 50)]
    [InlineData("", 6, 0)]
    public async Task A_page_about_eight_thousand_parts_reads_and_shows_only_a_few_of_them(string page, int lines, int rows)
    {
        var (organisation, browser, run) = await MakeAsync();
        using var _ = browser;
        var path = string.Format(CultureInfo.InvariantCulture, $"/{organisation.Slug}/{page}", run);
        await browser.GetAsync(path);
        app.Read.Begin();

        await browser.GetAsync(path);

        Assert.Equal(rows, browser.Page.QuerySelectorAll("[role=region] tbody tr").Length);
        Assert.Equal(lines, browser.Page.QuerySelectorAll("[aria-labelledby=sync-heading] ul.rows > li, [data-events] ul.rows > li").Length);
        Assert.Contains("6,000 of 8,000 parts", Plain(browser), StringComparison.Ordinal);
        Assert.Equal(page.Length == 0, Plain(browser).Contains("495 more accounts", StringComparison.Ordinal));
        Assert.InRange(app.Read.Statements, 5, 40);

        // Some of each account: its name to choose from, its place in the line. Of the parts a page of them.
        Assert.InRange(app.Read.Rows, 50, (3 * Accounts) + 200);
    }

    [Fact]
    public async Task The_live_progress_reads_the_shown_accounts_and_counts_the_rest()
    {
        var (organisation, browser, run) = await MakeAsync();
        using var _ = browser;
        await browser.GetAsync($"/{organisation.Slug}/sync/run/{run}");
        var events = browser.Page.QuerySelector("[data-events]")!.GetAttribute("data-events")!;
        Assert.Equal(20, events.Split("account=").Length - 1);

        await app.InTenantAsync(organisation.Id, async services =>
        {
            var progress = services.GetRequiredService<Portal.Pages.Tenant.Sync.RunProgress>();
            app.Read.Begin();
            var view = await progress.FindAsync(run, [.. Enumerable.Range(1, 20).Select(number => new AdsId<AdsAccount>(number))], CancellationToken.None);
            Assert.Equal((20, 8000, 6000, Accounts), (view!.Accounts.Count, view.Sum.Slices, view.Sum.Ended, view.Sum.Accounts));
        });

        Assert.InRange(app.Read.Statements, 4, 10);

        // The places in the line are the accounts', the rest is of those that are shown.
        Assert.InRange(app.Read.Rows, 20, Accounts + 200);
    }

    [Fact]
    public async Task A_run_whose_parts_were_cleared_away_says_so_and_what_it_brought_and_keeps_the_failed_ones_that_still_matter()
    {
        var (organisation, browser, run) = await MakeAsync();
        using var _ = browser;
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var (db, now) = (services.GetRequiredService<PortalDb>(), app.Clock.GetUtcNow());
            await db.SyncSlices.Where(slice => slice.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(slice => slice.State, SliceState.Done).SetProperty(slice => slice.EndedAt, now));
            await db.SyncSlices.Where(slice => slice.AccountId == new AdsId<AdsAccount>(7) && slice.Kind == SliceKind.GoalReport)
                .ExecuteUpdateAsync(set => set.SetProperty(slice => slice.State, SliceState.Failed).SetProperty(slice => slice.Failure, "No such goal."));
            (await db.SyncRuns.SingleAsync()).End(new(8000, 1, 7999, Accounts, 123_456, 0, 0, 0), now);
            db.Add(new SyncRun(organisation.Id, Id<SyncRun>.New(now.AddHours(1)), SyncTrigger.Schedule, null, now.AddHours(1)));
            await db.SaveChangesAsync();
        });
        app.Clock.Advance(OldRuns.SlicesKept + TimeSpan.FromMinutes(1));

        await using (var scope = app.Services.CreateAsyncScope())
        {
            await ActivatorUtilities.CreateInstance<PurgeExpired>(scope.ServiceProvider).RunAsync(CancellationToken.None);
        }

        await browser.GetAsync($"/{organisation.Slug}/sync/run/{run}");
        Assert.Contains("The single parts of this run are no longer kept.", Plain(browser), StringComparison.Ordinal);
        Assert.Contains("8,000 of 8,000 parts", Plain(browser), StringComparison.Ordinal);
        Assert.Contains("123,456 rows", Plain(browser), StringComparison.Ordinal);
        Assert.Contains("500 accounts", Plain(browser), StringComparison.Ordinal);
        Assert.Contains("1 failed part", Plain(browser), StringComparison.Ordinal);
        Assert.Contains("No such goal.", Assert.Single(browser.Page.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
    }

    private static string Plain(Browser browser) => (browser.Page.Body?.TextContent ?? "").Replace('\u00a0', ' ');

    private async Task<(Organisation Organisation, Browser Browser, Id<SyncRun> Run)> MakeAsync()
    {
        var organisation = await app.FoundAsync($"big-{Guid.NewGuid():N}"[..20]);
        var data = new AdsData(app, organisation);
        for (var account = 1; account <= Accounts; account++)
        {
            data.Account(account, $"Account no. {account}");
        }

        await data.SaveAsync();
        var now = app.Clock.GetUtcNow();
        var run = new SyncRun(organisation.Id, Id<SyncRun>.New(now), SyncTrigger.Schedule, null, now.AddMinutes(-5));
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            db.AddRange(run, new SyncShare(organisation.Id, 0));
            foreach (var account in Enumerable.Range(1, Accounts).Select(number => new AdsId<AdsAccount>(number)))
            {
                db.Add(new SyncTurn(organisation.Id, account, run.Id, now));
                foreach (var report in Reports.All)
                {
                    var slice = new SyncSlice(organisation.Id, run.Id, account, report.Slices(), new(new(2026, 11, 1), new(2026, 11, 20)), now);
                    if (slice.Kind >= SliceKind.DeviceReport || slice.Kind <= SliceKind.AdGroupReport)
                    {
                        slice.Progress(10, 10);
                        slice.Done(1, 0, 0, now);
                    }
                    else
                    {
                        // As in an outage: each of the others has been tried.
                        slice.Stumble("Microsoft could not be reached.", null, null, throttled: true, now);
                    }

                    db.Add(slice);
                }
            }

            await db.SaveChangesAsync();
        });
        var browser = new Browser(app.Address);
        await browser.SignInAsync(organisation.Members[Role.Viewer]);
        return (organisation, browser, run.Id);
    }
}

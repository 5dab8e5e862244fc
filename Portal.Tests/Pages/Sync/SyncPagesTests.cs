using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Sync;

public sealed class SyncPagesTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly DateTimeOffset Then = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Runs_can_be_looked_for_by_state_and_reason_and_say_what_they_brought()
    {
        var (_, browser) = await MakeAsync("runs");
        await RunAsync("runs", SyncTrigger.Schedule, SyncPurpose.Current, 0, new(20, 0, 20, 2, 12_345, 7, 6, 5));
        await RunAsync("runs", SyncTrigger.Schedule, SyncPurpose.Current, 1, new(20, 3, 17, 2, 10, 0, 0, 0));
        await RunAsync("runs", SyncTrigger.Person, SyncPurpose.ByHand, 2, new(1, 0, 1, 1, 0, 0, 0, 0));
        await RunAsync("runs", SyncTrigger.Person, SyncPurpose.BackFill, 3, new(4, 0, 0, 1, 0, 0, 0, 0));

        await browser.GetAsync("/runs/sync");
        Assert.Equal(4, Rows(browser).Count);
        Assert.Contains("12,345", Text(browser), StringComparison.Ordinal);

        await browser.SubmitAsync("Apply", ("state", "Partial"));
        Assert.Contains("3 parts failed", Assert.Single(Rows(browser)), StringComparison.Ordinal);
        await browser.SubmitAsync("Apply", ("state", ""), ("why", "again"));
        Assert.Contains("read again", Assert.Single(Rows(browser)), StringComparison.Ordinal);
        await browser.SubmitAsync("Apply", ("state", ""), ("why", "back-fill"));
        Assert.Contains("Brought nothing", Assert.Single(Rows(browser)), StringComparison.Ordinal);
        await browser.SubmitAsync("Apply", ("state", "Failed"), ("why", "schedule"));
        Assert.Contains("No run fits", Text(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_shows_how_fast_it_is_and_its_parts_page_by_page_by_account_state_and_report()
    {
        var (organisation, browser) = await MakeAsync("parts", accounts: 3);
        Id<SyncRun> id = default;
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var run = new SyncRun(organisation.Id, Id<SyncRun>.New(Then), SyncTrigger.Schedule, null, app.Clock.GetUtcNow().AddMinutes(-10));
            id = run.Id;
            db.Add(run);
            for (var number = 0; number < 120; number++)
            {
                var slice = new SyncSlice(organisation.Id, run.Id, new(1 + (number % 3)), number % 2 == 0 ? SliceKind.AccountReport : SliceKind.CampaignReport, new(new(2026, 11, 1), new(2026, 11, 20)), Then.AddMilliseconds(number));
                if (number < 60)
                {
                    slice.Progress(1000, 1000);
                    slice.Done(1, 0, 0, Then);
                }
                else if (number == 60)
                {
                    slice.Fail("The report is a bad one.", "tracking-1", Then);
                }

                db.Add(slice);
            }

            await db.SaveChangesAsync();
        });

        await browser.GetAsync($"/parts/sync/run/{id}");
        Assert.Contains("61 of 120 parts", Text(browser), StringComparison.Ordinal);
        Assert.Contains("60,000 rows · 100 rows a second · about 10 min left", Text(browser), StringComparison.Ordinal);
        Assert.Equal(50, Rows(browser).Count);
        Assert.Contains("1 – 50 of 120 parts", Text(browser), StringComparison.Ordinal);

        await browser.SubmitAsync("Apply", ("state", "Failed"));
        Assert.Contains("The report is a bad one.", Assert.Single(Rows(browser)), StringComparison.Ordinal);
        await browser.SubmitAsync("Apply", ("state", "Done"), ("account", "2"), ("part", "CampaignReport"));
        Assert.Equal(10, Rows(browser).Count);
        Assert.All(Rows(browser), row => Assert.Contains("Account no. 2", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_waits_for_a_worker_says_its_place_in_the_line_and_nothing_of_the_others()
    {
        var (before, _) = await MakeAsync("before-them", accounts: 1);
        var (organisation, browser) = await MakeAsync("in-line", accounts: 1);
        var id = Id<SyncRun>.New(app.Clock.GetUtcNow());
        foreach (var (tenant, used) in new[] { (before.Id, 0.0), (organisation.Id, 10.5) })
        {
            await app.InTenantAsync(tenant, async services =>
            {
                var (db, now) = (services.GetRequiredService<PortalDb>(), app.Clock.GetUtcNow());
                db.Add(new SyncRun(tenant, id, SyncTrigger.Schedule, null, now));
                db.Add(new SyncSlice(tenant, id, new(1), SliceKind.Campaigns, null, now));
                db.Add(new SyncShare(tenant, used));
                db.AddRange(Enumerable.Range(1, tenant == before.Id ? 25 : 1).Select(account => new SyncTurn(tenant, new(account), id, now)));
                await db.SaveChangesAsync();
            });
        }

        await browser.GetAsync($"/in-line/sync/run/{id}");

        Assert.Contains("12th in line, a few seconds", Text(browser), StringComparison.Ordinal);
        Assert.DoesNotContain("before-them", browser.Page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        await browser.GetAsync("/in-line/sync");
        Assert.Contains("12th in line", Text(browser), StringComparison.Ordinal);

        // The line is empty again for the other tests of this portal.
        foreach (var tenant in new[] { before.Id, organisation.Id })
        {
            await app.InTenantAsync(tenant, services => services.GetRequiredService<PortalDb>().SyncTurns.ExecuteDeleteAsync());
        }
    }

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(11, "11th")]
    [InlineData(112, "112th")]
    [InlineData(1023, "1,023rd")]
    public void Places_are_counted_as_people_do(int number, string words) => Assert.Equal(words, Portal.Pages.Tenant.Sync.LineText.Ordinal(number).Replace('\u00a0', ' '));

    [Fact]
    public async Task Days_are_read_again_after_it_was_said_how_many_reports_that_takes()
    {
        var (organisation, browser) = await MakeAsync("again", accounts: 2);
        await browser.GetAsync("/again/sync/again");
        Assert.Equal("2026-11-22", browser.Page.QuerySelector("#Input_From")?.GetAttribute("value"));

        await browser.SubmitAsync("Continue", ("Input.From", "2026-11-20"), ("Input.To", "2026-11-10"));
        Assert.Contains("The last day is before the first.", Text(browser), StringComparison.Ordinal);
        Assert.Equal("2026-11-20", browser.Page.QuerySelector("#Input_From")?.GetAttribute("value"));
        await browser.SubmitAsync("Continue", ("Input.To", "not a day"));
        Assert.Equal("not a day", browser.Page.QuerySelector("#Input_To")?.GetAttribute("value"));
        await browser.SubmitAsync("Continue", ("Input.From", "2026-11-10"), ("Input.To", ""), ("Input.Account", "1"), ("Input.Report", "Keyword"));
        Assert.Contains("This asks Microsoft for 1 report.", Text(browser), StringComparison.Ordinal);
        await browser.SubmitAsync("Count anew", ("Input.From", ""));
        Assert.Contains("Choose the first day.", Text(browser), StringComparison.Ordinal);
        Assert.Equal("1", browser.Page.QuerySelector("#Input_Account option[selected]")?.GetAttribute("value"));
        Assert.Equal(0, await CountAsync(organisation, db => db.SyncRuns.CountAsync()));

        await browser.SubmitAsync("Continue", ("Input.Account", ""), ("Input.From", "2026-10-01"), ("Input.To", "2026-11-10"), ("Input.Report", "Keyword"));
        Assert.Contains("This asks Microsoft for 4 reports.", Text(browser), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(organisation, db => db.SyncRuns.CountAsync()));

        await browser.SubmitAsync("Read again");
        Assert.Contains("The days are being read again.", Text(browser), StringComparison.Ordinal);
        Assert.Equal(4, await CountAsync(organisation, db => db.SyncSlices.CountAsync(slice => slice.Kind == SliceKind.KeywordReport && slice.Purpose == SyncPurpose.ByHand)));
        await browser.GetAsync("/again/audit");
        Assert.Contains("had Keyword performance of 2 accounts read again for 1 Oct – 10 Nov 2026", Text(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_back_fill_is_estimated_started_paused_resumed_and_cancelled_and_each_is_audited()
    {
        var (organisation, browser) = await MakeAsync("years", accounts: 2);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var history = new ReportHistory(organisation.Id, new(1), ReportKind.Campaign);
            history.Take(Period.Ending(new(2026, 11, 23), 90), new(2026, 11, 23), 9000, TimeSpan.FromMinutes(2));
            db.Add(history);
            await db.SaveChangesAsync();
        });
        await browser.GetAsync("/years/sync/back-fills");
        Assert.Contains("How far back: from 26 Aug 2026", Text(browser), StringComparison.Ordinal);
        await browser.GetAsync("/years/sync/back-fills/plan?account=1");
        await browser.SubmitAsync("Continue", ("Input.From", "2026-11-01"));
        Assert.Contains("The last 31 days are read by every sync.", Text(browser), StringComparison.Ordinal);
        await browser.SubmitAsync("Continue", ("Input.From", "2020-11-01"));
        Assert.Contains("Microsoft keeps 36 months.", Text(browser), StringComparison.Ordinal);

        await browser.SubmitAsync("Continue", ("Input.From", "2026-05-19"), ("Input.Report", "Campaign"));
        Assert.Contains("2 reports over 99 days of data, about 9,900 rows, about 4 min of work", Text(browser), StringComparison.Ordinal);
        await browser.SubmitAsync("Start");
        Assert.Contains("The back-fill is under way.", Text(browser), StringComparison.Ordinal);
        Assert.Contains("0 of 99 days", Text(browser), StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(organisation, db => db.SyncSlices.CountAsync(slice => slice.Purpose == SyncPurpose.BackFill && slice.AccountId == new AdsId<AdsAccount>(1))));

        await browser.SubmitAsync("Pause");
        Assert.Contains("The back-fill of account 1 is paused.", Text(browser), StringComparison.Ordinal);
        await browser.SubmitAsync("Resume all");
        await browser.SubmitAsync("Cancel");
        Assert.Equal(BackFillState.Cancelled, (await StatesAsync(organisation)).Single());
        await browser.GetAsync("/years/audit?subject=BackFill");
        Assert.Equal(4, Rows(browser).Count);
    }

    [Fact]
    public async Task A_viewer_sees_the_planner_without_its_buttons_and_may_not_send_its_forms()
    {
        var (organisation, _) = await MakeAsync("looks-on");
        using var viewer = new Browser(app.Address);
        await viewer.SignInAsync(organisation.Members[Role.Viewer]);

        await viewer.GetAsync("/looks-on/sync/back-fills");
        Assert.Equal(HttpStatusCode.OK, viewer.Status);
        Assert.Null(viewer.Page.QuerySelector("form[action*='change'], a[href*='plan']"));
        await viewer.GetAsync("/looks-on/sync/back-fills/plan");
        Assert.Equal(HttpStatusCode.Forbidden, viewer.Status);
        await viewer.GetAsync("/looks-on/sync/again");
        Assert.Equal(HttpStatusCode.Forbidden, viewer.Status);
    }

    [Fact]
    public async Task How_far_a_sync_looks_back_is_set_within_bounds_and_the_sync_page_says_it()
    {
        var (organisation, browser) = await MakeAsync("tiers");
        await browser.GetAsync("/tiers/settings/sync");
        Assert.Equal(["3", "14", "90"], new[] { "EachRun", "EachDay", "EachWeek" }.Select(name => browser.Page.QuerySelector($"#Input_{name}")?.GetAttribute("value")));

        await browser.SubmitAsync("Save", ("Input.EachRun", "5"), ("Input.EachDay", "4"));
        Assert.Contains("not fewer than at every run", Text(browser), StringComparison.Ordinal);
        Assert.Equal("5", browser.Page.QuerySelector("#Input_EachRun")?.GetAttribute("value"));
        await browser.SubmitAsync("Save", ("Input.EachRun", "5"), ("Input.EachDay", "many"));
        Assert.Equal("many", browser.Page.QuerySelector("#Input_EachDay")?.GetAttribute("value"));
        await browser.SubmitAsync("Save", ("Input.EachDay", "10"), ("Input.EachWeek", "60"));
        Assert.Contains("The settings are saved.", Text(browser), StringComparison.Ordinal);

        await browser.GetAsync("/tiers/sync");
        Assert.Contains("the last 5 days each time, 10 days once a day and 60 days once a week", Text(browser), StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(organisation, db => db.AuditEntries.CountAsync(entry => entry.Sentence.Contains("from 3, 14 and 90 to 5, 10 and 60 days"))));
    }

    /// <summary>With plain spaces between numbers and their units.</summary>
    private static string Text(Browser browser) => Plain(browser.Page.Body?.TextContent);

    private static List<string> Rows(Browser browser) => [.. browser.Page.QuerySelectorAll("tbody tr").Select(row => Plain(row.TextContent))];

    private static string Plain(string? text) => (text ?? "").Replace('\u00a0', ' ');

    private async Task<(Organisation Organisation, Browser Browser)> MakeAsync(string slug, int accounts = 1)
    {
        var organisation = await app.FoundAsync(slug);
        var data = new AdsData(app, organisation);
        for (var account = 1; account <= accounts; account++)
        {
            data.Account(account, $"Account no. {account}");
        }

        await data.SaveAsync();
        var browser = new Browser(app.Address);
        await browser.SignInAsync(organisation.Members[Role.Admin]);
        organisations[slug] = organisation;
        return (organisation, browser);
    }

    private readonly Dictionary<string, Organisation> organisations = [];

    private Task RunAsync(string slug, SyncTrigger trigger, SyncPurpose purpose, int at, RunCounts counts) => app.InTenantAsync(organisations[slug].Id, async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        var run = new SyncRun(organisations[slug].Id, Id<SyncRun>.New(Then.AddMinutes(at)), trigger, null, Then.AddMinutes(at), purpose);
        run.End(counts, Then.AddMinutes(at + 1));
        db.Add(run);
        await db.SaveChangesAsync();
    });

    private async Task<int> CountAsync(Organisation organisation, Func<PortalDb, Task<int>> count)
    {
        var counted = 0;
        await app.InTenantAsync(organisation.Id, async services => counted = await count(services.GetRequiredService<PortalDb>()));
        return counted;
    }

    private async Task<List<BackFillState>> StatesAsync(Organisation organisation)
    {
        List<BackFillState> states = [];
        await app.InTenantAsync(organisation.Id, async services => states = await services.GetRequiredService<PortalDb>().BackFills.Select(one => one.State).ToListAsync());
        return states;
    }
}

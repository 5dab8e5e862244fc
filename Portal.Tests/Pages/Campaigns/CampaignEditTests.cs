using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Campaigns;

public sealed class CampaignEditTests(CampaignEditTests.WithMicrosoft app) : IClassFixture<CampaignEditTests.WithMicrosoft>
{
    [Fact]
    public async Task A_pause_is_in_the_audit_log_before_Microsoft_is_asked_and_concluded_after()
    {
        var org = await SeededAsync("pausing");
        using var browser = await SignedInAsync(org);
        var during = new List<AuditOutcome>();
        app.Microsoft.Answer = async changes =>
        {
            during.AddRange((await AuditAsync(org)).Select(entry => entry.Outcome));
            return Accepted(changes);
        };

        await browser.GetAsync("/pausing/campaigns");
        await browser.SubmitAsync("Pause Shoes");

        Assert.Equal([AuditOutcome.Requested], during);
        var entry = Assert.Single(await AuditAsync(org));
        Assert.Equal((AuditOutcome.Done, "Paused", "Paused Shoes."), (entry.Outcome, entry.Verb, entry.Sentence));
        Assert.Equal("/pausing/campaigns", browser.At.AbsolutePath);
        Assert.Contains("Paused Shoes.", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(browser.Page.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains("Shoes", StringComparison.Ordinal) && row.QuerySelector(".state")!.TextContent == "Paused");
    }

    [Fact]
    public async Task What_Microsoft_refuses_is_told_with_its_reason_and_nothing_typed_is_lost()
    {
        var org = await SeededAsync("refusing");
        using var browser = await SignedInAsync(org);
        app.Microsoft.Answer = changes => Task.FromResult<IReadOnlyList<ItemOutcome>>([.. changes.Select(_ => new ItemOutcome(false, 1115, "Another campaign of this account already has this name.", "track-1115"))]);

        await browser.GetAsync("/refusing/campaigns/edit/1/11");
        await browser.SubmitAsync("Save", ("Form.Name", "Hats"), ("Form.DailyBudget", "12,50"));

        Assert.Contains("already has this name", browser.Page.QuerySelector(".summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Hats", "12,50"], new[] { "Form.Name", "Form.DailyBudget" }.Select(name => browser.Page.QuerySelector($"input[name='{name}']")!.GetAttribute("value")));
        Assert.Contains("track-1115", browser.Html, StringComparison.Ordinal);
        var entry = Assert.Single(await AuditAsync(org));
        Assert.Equal((AuditOutcome.Refused, "track-1115"), (entry.Outcome, entry.TrackingId));
        Assert.Equal("Shoes", (await CampaignAsync(org, 11)).Name);
    }

    [Fact]
    public async Task Name_and_budget_go_out_in_one_change_and_the_mirror_follows()
    {
        var org = await SeededAsync("renaming");
        using var browser = await SignedInAsync(org);
        var sent = new List<CampaignChange>();
        app.Microsoft.Answer = changes =>
        {
            sent.AddRange(changes);
            return Task.FromResult(Accepted(changes));
        };

        await browser.GetAsync("/renaming/campaigns/edit/1/11");
        await browser.SubmitAsync("Save", ("Form.Name", " Running shoes "), ("Form.DailyBudget", "12.50"));

        Assert.Equal([new CampaignChange(new(11), null, "Running shoes", 12_500_000)], sent);
        var campaign = await CampaignAsync(org, 11);
        Assert.Equal(("Running shoes", 12_500_000L), (campaign.Name, campaign.DailyBudgetMicros!.Value));
        Assert.Equal("/renaming/campaigns/details/1/11", browser.At.AbsolutePath);
        Assert.Equal("Running shoes", browser.Page.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("", "12")]
    [InlineData("Shoes", "0")]
    [InlineData("Shoes", "-5")]
    [InlineData("Shoes", "lots")]
    public async Task What_the_domain_refuses_is_never_sent(string name, string budget)
    {
        var slug = $"domain-{(uint)HashCode.Combine(name, budget)}";
        var org = await SeededAsync(slug);
        using var browser = await SignedInAsync(org);
        app.Microsoft.Answer = _ => throw new InvalidOperationException("It was sent.");

        await browser.GetAsync($"/{slug}/campaigns/edit/1/11");
        await browser.SubmitAsync("Save", ("Form.Name", name), ("Form.DailyBudget", budget));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.NotNull(browser.Page.QuerySelector(".fault"));
        Assert.Empty(await AuditAsync(org));
    }

    [Fact]
    public async Task Several_at_once_have_an_outcome_each()
    {
        var org = await SeededAsync("several");
        using var browser = await SignedInAsync(org);
        app.Microsoft.Answer = changes => Task.FromResult<IReadOnlyList<ItemOutcome>>([.. changes.Select(change => change.CampaignId.Value == 11 ? new ItemOutcome(true, 0, null, "t") : new ItemOutcome(false, 1120, "Microsoft Advertising does not allow this status.", "track-1120"))]);

        await browser.GetAsync("/several/campaigns");
        await browser.PostAsync("/several/campaigns/change", browser.FormToken, ("act", "pause"), ("selected", "1-11"), ("selected", "1-12"), ("selected", "1-13"), ("selected", "1-99"));

        var rows = browser.Page.QuerySelectorAll(".rows li").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal("1 of 4\u00a0campaigns paused", browser.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("ShoesDone", rows);
        Assert.Contains(rows, row => row.StartsWith("BootsRefused Microsoft Advertising does not allow this status.", StringComparison.Ordinal) && row.Contains("track-1120", StringComparison.Ordinal));
        Assert.Contains("HatsRefused Hats is already paused.", rows);
        Assert.Contains(rows, row => row.StartsWith("Campaign 99Refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outage_is_told_as_not_known_and_the_mirror_stays()
    {
        var org = await SeededAsync("outage");
        using var browser = await SignedInAsync(org);
        app.Microsoft.Answer = _ => throw new AdsApiException(AdsFault.Transient, 0, "timed out", null);

        await browser.GetAsync("/outage/campaigns/details/1/11");
        await browser.SubmitAsync("Pause");

        Assert.Contains("it is not known whether the change was made", browser.Page.QuerySelector(".notice.is-bad")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(AuditOutcome.Failed, Assert.Single(await AuditAsync(org)).Outcome);
        Assert.Equal("Active", (await CampaignAsync(org, 11)).Status);
    }

    [Fact]
    public async Task Changing_needs_an_admin()
    {
        var org = await SeededAsync("analyst");
        using var browser = await SignedInAsync(org, Role.Analyst);

        await browser.GetAsync("/analyst/campaigns");
        Assert.Empty(browser.Page.QuerySelectorAll("button[name=act]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/analyst/campaigns/edit/1/11")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/analyst/campaigns/change")).Status);
    }

    private async Task<Organisation> SeededAsync(string slug)
    {
        var org = await app.FoundAsync(slug);
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Shoes").Campaign(1, 12, "Hats", "Paused").Campaign(1, 13, "Boots").Day(1, 11, 1, 30).SaveAsync();
        return org;
    }

    private async Task<List<AuditEntry>> AuditAsync(Organisation org)
    {
        List<AuditEntry> entries = [];
        await app.InTenantAsync(org.Id, async services => entries = await services.GetRequiredService<PortalDb>().AuditEntries.AsNoTracking().Where(entry => entry.Subject == "Campaign").ToListAsync());
        return entries;
    }

    private async Task<Campaign> CampaignAsync(Organisation org, long id)
    {
        Campaign? campaign = null;
        await app.InTenantAsync(org.Id, async services => campaign = await services.GetRequiredService<PortalDb>().Campaigns.AsNoTracking().SingleAsync(row => row.CampaignId == new AdsId<Campaign>(id)));
        return campaign!;
    }

    private static IReadOnlyList<ItemOutcome> Accepted(IReadOnlyList<CampaignChange> changes) => [.. changes.Select(_ => new ItemOutcome(true, 0, null, "track-ok"))];

    private async Task<Browser> SignedInAsync(Organisation org, Role role = Role.Admin)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }

    public sealed class WithMicrosoft : PortalApp
    {
        internal SpokenMicrosoft Microsoft { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<IAdsApi>(Microsoft)));
        }
    }
}

/// <summary>Microsoft at the port, so that a test can look around while it is being asked. Only updates are expected.</summary>
internal sealed class SpokenMicrosoft : IAdsApi
{
    public Func<IReadOnlyList<CampaignChange>, Task<IReadOnlyList<ItemOutcome>>> Answer { get; set; } = _ => throw new InvalidOperationException("Nobody said what Microsoft answers.");

    public Task<IReadOnlyList<ItemOutcome>> UpdateCampaignsAsync(AccountAccess access, IReadOnlyList<CampaignChange> changes, CancellationToken ct) => Answer(changes);

    public Task<Discovery> DiscoverAsync(Id<Connection> connection, CancellationToken ct) => throw Unplanned();

    public Task<Discovery> DiscoverAsync(AccessToken token, CancellationToken ct) => throw Unplanned();

    public Task<IReadOnlyList<RemoteCampaign>> GetCampaignsAsync(AccountAccess access, CancellationToken ct) => throw Unplanned();

    public Task<IReadOnlyList<RemoteBudget>> GetBudgetsAsync(AccountAccess access, CancellationToken ct) => throw Unplanned();

    public Task<IReadOnlyList<RemoteAdGroup>> GetAdGroupsAsync(AccountAccess access, AdsId<Campaign> campaign, CancellationToken ct) => throw Unplanned();

    public Task<IReadOnlyList<RemoteAd>> GetAdsAsync(AccountAccess access, AdsId<AdGroup> adGroup, CancellationToken ct) => throw Unplanned();

    public Task<IReadOnlyList<RemoteKeyword>> GetKeywordsAsync(AccountAccess access, AdsId<AdGroup> adGroup, CancellationToken ct) => throw Unplanned();

    public Task<string> SubmitReportAsync(AccountAccess access, ReportKind report, Period period, string accountTimeZone, CancellationToken ct) => throw Unplanned();

    public Task<ReportStatus> PollReportAsync(AccountAccess access, string reportRequestId, CancellationToken ct) => throw Unplanned();

    public Task<Stream> DownloadReportAsync(Uri address, CancellationToken ct) => throw Unplanned();

    private static InvalidOperationException Unplanned() => new("A call that nobody planned.");
}

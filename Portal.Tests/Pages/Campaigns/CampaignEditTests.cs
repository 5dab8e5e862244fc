using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Emulator.Traffic;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Campaigns;

public sealed class CampaignEditTests(CampaignEditTests.WithLookout app) : IClassFixture<CampaignEditTests.WithLookout>, IDisposable
{
    private IEnumerable<RequestEntry> Changes => app.Log.Entries.Where(entry => entry.Method == "PUT");

    [Fact]
    public async Task A_pause_is_in_the_audit_log_before_Microsoft_is_asked_and_concluded_after()
    {
        var org = await ConnectedCampaigns.SeedAsync(app, "pausing");
        var campaign = org.Active[0];
        using var browser = await org.SignedInAsync();
        var during = new List<AuditOutcome>();
        app.Look = async () => during.AddRange((await org.AuditAsync()).Select(entry => entry.Outcome));

        await browser.GetAsync($"/pausing/campaigns?q={campaign.CampaignId}");
        await browser.SubmitAsync($"Pause {campaign.Name}");

        Assert.Equal([AuditOutcome.Requested], during);
        var entry = Assert.Single(await org.AuditAsync());
        Assert.Equal((AuditOutcome.Done, "Paused", $"Paused {campaign.Name}."), (entry.Outcome, entry.Verb, entry.Sentence));
        Assert.Equal("Paused", (await org.AtMicrosoftAsync(campaign)).Status);
        Assert.Equal("/pausing/campaigns", browser.At.AbsolutePath);
        Assert.Contains($"Paused {campaign.Name}.", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Paused", Assert.Single(browser.Page.QuerySelectorAll("tbody .state")).TextContent);
    }

    [Fact]
    public async Task What_Microsoft_refuses_is_told_with_its_reason_and_nothing_typed_is_lost()
    {
        var org = await ConnectedCampaigns.SeedAsync(app, "refusing");
        var (campaign, other) = (org.Active[0], org.Active[1]);
        using var browser = await org.SignedInAsync();

        await browser.GetAsync(org.PathTo("edit", campaign));
        await browser.SubmitAsync("Save", ("Form.Name", other.Name), ("Form.DailyBudget", "12,50"));

        Assert.Contains("already has this name", browser.Page.QuerySelector(".summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([other.Name, "12,50"], new[] { "Form.Name", "Form.DailyBudget" }.Select(name => browser.Page.QuerySelector($"input[name='{name}']")!.GetAttribute("value")));
        var tracking = Assert.Single(Changes).TrackingId!;
        Assert.Contains(tracking, browser.Html, StringComparison.Ordinal);
        var entry = Assert.Single(await org.AuditAsync());
        Assert.Equal((AuditOutcome.Refused, tracking), (entry.Outcome, entry.TrackingId));
        Assert.Equal((campaign.Name, campaign), ((await org.MirrorAsync(campaign)).Name, await org.AtMicrosoftAsync(campaign)));
    }

    [Fact]
    public async Task Name_and_budget_go_out_in_one_change_and_the_mirror_follows()
    {
        var org = await ConnectedCampaigns.SeedAsync(app, "renaming");
        var campaign = org.Active[0];
        using var browser = await org.SignedInAsync();

        await browser.GetAsync(org.PathTo("edit", campaign));
        await browser.SubmitAsync("Save", ("Form.Name", " Running shoes "), ("Form.DailyBudget", "12.50"));

        Assert.Single(Changes);
        Assert.Equal(campaign with { Name = "Running shoes", DailyBudgetMicros = 12_500_000 }, await org.AtMicrosoftAsync(campaign));
        var mirror = await org.MirrorAsync(campaign);
        Assert.Equal(("Running shoes", 12_500_000L), (mirror.Name, mirror.DailyBudgetMicros!.Value));
        Assert.Equal(org.PathTo("details", campaign), browser.At.AbsolutePath);
        Assert.Equal("Running shoes", browser.Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task What_is_saved_as_it_was_is_not_sent()
    {
        var org = await ConnectedCampaigns.SeedAsync(app, "same");
        using var browser = await org.SignedInAsync();

        await browser.GetAsync(org.PathTo("edit", org.Active[0]));
        await browser.SubmitAsync("Save");

        Assert.Equal(org.PathTo("details", org.Active[0]), browser.At.AbsolutePath);
        Assert.Contains("Nothing was different", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(Changes);
        Assert.Empty(await org.AuditAsync());
    }

    [Theory]
    [InlineData("", "12")]
    [InlineData("Shoes", "0")]
    [InlineData("Shoes", "-5")]
    [InlineData("Shoes", "lots")]
    public async Task What_the_domain_refuses_is_never_sent(string name, string budget)
    {
        var org = await ConnectedCampaigns.SeedAsync(app, $"domain-{(uint)HashCode.Combine(name, budget)}");
        using var browser = await org.SignedInAsync();

        await browser.GetAsync(org.PathTo("edit", org.Active[0]));
        await browser.SubmitAsync("Save", ("Form.Name", name), ("Form.DailyBudget", budget));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.NotNull(browser.Page.QuerySelector(".fault"));
        Assert.Empty(Changes);
        Assert.Empty(await org.AuditAsync());
    }

    [Fact]
    public async Task Several_at_once_have_an_outcome_each()
    {
        var org = await ConnectedCampaigns.SeedAsync(app, "several");
        var (good, gone, paused) = (org.Active[0], org.Active[1], org.Paused[0]);
        org.DeleteAtMicrosoft(gone);
        using var browser = await org.SignedInAsync();

        await browser.GetAsync("/several/campaigns");
        await browser.PostAsync(
            "/several/campaigns/change", browser.FormToken,
            ("act", "pause"), ("selected", org.KeyOf(gone)), ("selected", org.KeyOf(good)), ("selected", org.KeyOf(paused)), ("selected", "1-99"));

        var rows = browser.Page.QuerySelectorAll(".rows li").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal("1 of 4\u00a0campaigns paused", browser.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains($"{good.Name}Done", rows);
        Assert.Contains(rows, row => row.StartsWith($"{gone.Name}Refused This campaign no longer exists", StringComparison.Ordinal) && row.Contains(Assert.Single(Changes).TrackingId!, StringComparison.Ordinal));
        Assert.Contains($"{paused.Name}Refused {paused.Name} is already paused.", rows);
        Assert.Contains(rows, row => row.StartsWith("Campaign 99Refused", StringComparison.Ordinal));
        Assert.Equal("Paused", (await org.AtMicrosoftAsync(good)).Status);
    }

    [Theory]
    [InlineData(FaultKind.Reset, "Active")]
    [InlineData(FaultKind.Truncate, "Paused")]
    public async Task An_outage_is_told_as_not_known_because_it_may_have_been_done_and_the_mirror_stays(FaultKind outage, string atMicrosoft)
    {
        var slug = $"outage-{outage}".ToLowerInvariant();
        var org = await ConnectedCampaigns.SeedAsync(app, slug);
        var campaign = org.Active[0];
        using var browser = await org.SignedInAsync();
        app.Faults.Add(new FaultRule(outage) { Route = "/v13/Campaigns" });

        await browser.GetAsync(org.PathTo("details", campaign));
        await browser.SubmitAsync("Pause");

        Assert.Contains("it is not known whether the change was made", browser.Page.QuerySelector(".notice.is-bad")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(AuditOutcome.Failed, Assert.Single(await org.AuditAsync()).Outcome);
        Assert.Equal(("Active", atMicrosoft), ((await org.MirrorAsync(campaign)).Status, (await org.AtMicrosoftAsync(campaign)).Status));
    }

    [Fact]
    public async Task Changing_needs_an_admin()
    {
        var org = await ConnectedCampaigns.SeedAsync(app, "analyst");
        using var browser = await org.SignedInAsync(Role.Analyst);

        await browser.GetAsync("/analyst/campaigns");
        Assert.Empty(browser.Page.QuerySelectorAll("button[name=act]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(org.PathTo("edit", org.Active[0]))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/analyst/campaigns/change")).Status);
    }

    /// <summary>All tests change the same account at Microsoft.</summary>
    public void Dispose()
    {
        app.Look = () => Task.CompletedTask;
        app.Faults.Clear();
        app.Log.Clear();
        app.Campaigns.Reset();
    }

    /// <summary>Lets a test look around when a change has left and has not reached Microsoft yet.</summary>
    public sealed class WithLookout : MicrosoftApp
    {
        public Func<Task> Look { get; set; } = () => Task.CompletedTask;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services
                .ConfigureAll<HttpClientFactoryOptions>(client => client.HttpMessageHandlerBuilderActions.Add(chain => chain.AdditionalHandlers.Add(new Lookout(this)))));
        }
    }

    private sealed class Lookout(WithLookout app) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Put)
            {
                await app.Look();
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}

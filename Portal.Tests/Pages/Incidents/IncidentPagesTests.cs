using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Incidents;

public sealed class IncidentPagesTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly TokenFailure Ended = TokenFailure.Of("invalid_grant", 50173, 400);

    [Fact]
    public async Task Where_nothing_is_wrong_the_page_says_so_and_nothing_is_counted()
    {
        var organisation = await app.FoundAsync("all-well");
        using var browser = await SignedInAsync(organisation, Role.Viewer);

        await browser.GetAsync("/all-well/incidents");

        Assert.Equal("Nothing is wrong", browser.Page.QuerySelector(".empty h2")?.TextContent);
        Assert.Null(browser.Page.QuerySelector(".nav-list .count"));
    }

    [Fact]
    public async Task An_open_incident_says_what_happened_since_when_what_is_affected_and_what_to_do_and_an_admin_can_reconnect()
    {
        var organisation = await app.FoundAsync("one-open");
        await OpenAsync(organisation);
        using var admin = await SignedInAsync(organisation, Role.Admin);
        using var viewer = await SignedInAsync(organisation, Role.Viewer);

        await admin.GetAsync("/one-open/incidents");
        await viewer.GetAsync("/one-open/incidents");

        foreach (var browser in new[] { admin, viewer })
        {
            var facts = browser.Page.QuerySelector(".incident dl")?.TextContent ?? "";
            Assert.Contains(Ended.What, facts, StringComparison.Ordinal);
            Assert.Contains(Ended.NextStep, facts, StringComparison.Ordinal);
            Assert.Contains("1\u00a0account", facts, StringComparison.Ordinal);
            Assert.StartsWith("1", browser.Page.QuerySelector(".nav-list a[href='/one-open/incidents'] .count")?.TextContent, StringComparison.Ordinal);
        }

        Assert.Contains("Reconnect", Buttons(admin));
        Assert.DoesNotContain("Reconnect", Buttons(viewer));
    }

    [Fact]
    public async Task A_closed_incident_is_history_with_how_it_ended_and_no_other_organisation_sees_it()
    {
        var organisation = await app.FoundAsync("it-is-over");
        var other = await app.FoundAsync("not-theirs");
        await OpenAsync(organisation);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            await services.GetRequiredService<IncidentBook>().ReconnectAsync(await db.Connections.SingleAsync(), organisation.Members[Role.Owner]);
            await db.SaveChangesAsync();
        });
        using var browser = await SignedInAsync(organisation, Role.Viewer);
        using var stranger = await SignedInAsync(other, Role.Owner);

        await browser.GetAsync("/it-is-over/incidents");
        await stranger.GetAsync("/not-theirs/incidents");

        Assert.Contains("Reconnected by Owner of it-is-over; 1 account syncs again.", browser.Page.QuerySelector("table")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("Nothing is wrong", browser.Page.QuerySelector(".empty h2")?.TextContent);
        Assert.Null(stranger.Page.QuerySelector("table"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/it-is-over/incidents")).Status);
        Assert.Equal(
            [$"It works again: {Login(organisation)}", $"Sign in again: {Login(organisation)}"],
            (await app.MailsToAsync(organisation.Members[Role.Admin].Email)).Select(mail => mail.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_connected_the_login_is_told_beside_admins_and_owners_each_once()
    {
        var organisation = await app.FoundAsync("who-is-told");
        await OpenAsync(organisation, Role.Analyst);

        foreach (var (role, person) in organisation.Members)
        {
            Assert.Equal((role, role == Role.Viewer ? 0 : 1), (role, (await app.MailsToAsync(person.Email)).Count));
        }
    }

    [Fact]
    public async Task Of_a_held_file_admins_and_owners_are_told_and_not_who_connected_the_login()
    {
        var organisation = await app.FoundAsync("not-about-the-login");
        await SeedAsync(organisation, Role.Analyst);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var state = db.EntitySyncs.Add(new EntitySync(organisation.Id, new(1))).Entity;
            state.Hold(new HeldBack([new(EntityKind.Keyword, 100, 60, ["red shoes"])]).Write(), app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
            await services.GetRequiredService<HeldFiles>().SettleAsync(CancellationToken.None);
        });

        foreach (var (role, person) in organisation.Members)
        {
            Assert.Equal((role, role >= Role.Admin ? 1 : 0), (role, (await app.MailsToAsync(person.Email)).Count));
        }
    }

    [Fact]
    public async Task The_overview_and_the_connections_lead_to_the_incident()
    {
        var organisation = await app.FoundAsync("leads-on");
        await OpenAsync(organisation);
        using var browser = await SignedInAsync(organisation, Role.Viewer);

        foreach (var page in new[] { "/leads-on", "/leads-on/connections" })
        {
            await browser.GetAsync(page);
            Assert.Equal("/leads-on/incidents", browser.Page.QuerySelector(".notice a[href$=incidents]")?.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task The_connections_page_says_what_is_ahead()
    {
        var organisation = await app.FoundAsync("looks-ahead");
        await SeedAsync(organisation, Role.Owner);
        using var browser = await SignedInAsync(organisation, Role.Viewer);
        await browser.GetAsync("/looks-ahead/connections");
        var before = Ahead(browser);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            (await db.AdsAccounts.SingleAsync()).Lose(app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });

        await browser.GetAsync("/looks-ahead/connections");

        Assert.Contains("Nothing", before, StringComparison.Ordinal);
        Assert.Contains("no longer reaches this account", Ahead(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operators_see_what_fails_for_many_and_members_read_that_it_is_not_about_them()
    {
        var organisation = await app.FoundAsync("shares-it");
        await app.PersonAsync("watcher@portal.example", "Watcher", isOperator: true);
        using var browser = new Browser(app.Address);
        await browser.SignInAsync("watcher@portal.example");
        await browser.GetAsync("/operator/incidents");
        var before = browser.Page.QuerySelector(".empty h2")?.TextContent;
        await WithoutTenantAsync(db =>
        {
            db.OperatorIncidents.Add(OperatorIncident.Open(TokenFailure.Of("invalid_client", 7000222, 401), new(12, 3), app.Clock.GetUtcNow()));
            return db.SaveChangesAsync();
        });

        await browser.GetAsync("/operator/incidents");
        using var member = await SignedInAsync(organisation, Role.Viewer);
        await member.GetAsync("/shares-it/incidents");

        Assert.Equal("Nothing is wrong", before);
        Assert.Contains("12\u00a0connections of 3\u00a0organisations", browser.Page.QuerySelector("dl")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("not about your logins", member.Page.QuerySelector(".notice")?.TextContent, StringComparison.Ordinal);

        await WithoutTenantAsync(async db =>
        {
            (await db.OperatorIncidents.SingleAsync()).Close(app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await browser.GetAsync("/operator/incidents");
        Assert.Contains("7000222", browser.Page.QuerySelector("table")?.TextContent, StringComparison.Ordinal);
        Assert.Null((await member.GetAsync("/shares-it/incidents")).Page.QuerySelector(".notice"));
    }

    [Fact]
    public async Task The_operators_forecast_names_the_organisation()
    {
        await app.PersonAsync("seer@portal.example", "Seer", isOperator: true);
        using var browser = new Browser(app.Address);
        await browser.SignInAsync("seer@portal.example");
        var organisation = await app.FoundAsync("foreseen");
        await SeedAsync(organisation, Role.Owner);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            (await db.AdsAccounts.SingleAsync()).Lose(app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });

        await browser.GetAsync("/operator/forecast");

        Assert.Contains(browser.Page.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains("Org foreseen", StringComparison.Ordinal));
        Assert.Contains("ClientSecretExpiresAt", browser.Html, StringComparison.Ordinal);
    }

    private static string Login(Organisation organisation) => $"login@{organisation.Slug}.example";

    private static string Ahead(Browser browser) => browser.Page.QuerySelector("section[aria-labelledby=forecast-heading]")?.TextContent ?? "";

    private static IEnumerable<string> Buttons(Browser browser) => browser.Page.QuerySelectorAll("main button").Select(button => button.TextContent.Trim());

    private async Task<Browser> SignedInAsync(Organisation organisation, Role role)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(organisation.Members[role]);
        return browser;
    }

    private async Task OpenAsync(Organisation organisation, Role connectedBy = Role.Owner)
    {
        await SeedAsync(organisation, connectedBy);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var connection = await db.Connections.SingleAsync();
            Assert.True(connection.RequireReconnect(Ended.Sentence, Ended.Code, app.Clock.GetUtcNow()));
            await services.GetRequiredService<IncidentBook>().OpenAsync(connection, Ended);
            await db.SaveChangesAsync();
        });
    }

    private Task SeedAsync(Organisation organisation, Role connectedBy) => app.InTenantAsync(organisation.Id, async services =>
    {
        var (db, now) = (services.GetRequiredService<PortalDb>(), app.Clock.GetUtcNow());
        var connection = Connection.Open(organisation.Id, 7, Login(organisation), organisation.Members[connectedBy].Id, now);
        connection.Activate();
        var account = new AdsAccount(organisation.Id, connection.Id, new(new(1), "F1", "Account", new(9), "Customer", new(9), "EUR", "AmsterdamBerlinBernRomeStockholmVienna", "Active", null, 41), now);
        account.Choose();
        db.AddRange(connection, account, new Grant(organisation.Id, connection.Id, [1], [2], now.AddHours(1), now));
        await db.SaveChangesAsync();
    });

    private async Task WithoutTenantAsync(Func<PortalDb, Task<int>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<PortalDb>());
    }
}

using System.Text.Json;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Operator;

/// <summary>The operators' page of keys, and the jobs behind its buttons.</summary>
public sealed class KeysTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task The_page_shows_the_certificate_the_ring_and_each_organisations_key()
    {
        await MakeAsync("with-key");
        await app.FoundAsync("without-key");
        using var browser = await SignedInAsync("looks@portal.example");

        await browser.GetAsync("/operator/keys");

        Assert.Contains("CN=portal-test", browser.Html, StringComparison.Ordinal);
        Assert.Contains("In use", browser.Html, StringComparison.Ordinal);
        Assert.Contains("everything", Row(browser, "Org with-key"), StringComparison.Ordinal);
        Assert.Contains("none yet", Row(browser, "Org without-key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_data_key_is_made_on_the_page_and_the_tokens_follow_in_a_job()
    {
        var organisation = await MakeAsync("renewed");
        using var browser = await SignedInAsync("renews@portal.example");
        await browser.GetAsync("/operator/keys");
        var button = browser.Page.QuerySelectorAll("form").Single(form => form.TextContent.Contains("New data key", StringComparison.Ordinal) && form.GetAttribute("action")?.Contains(organisation.Id.ToString(), StringComparison.Ordinal) == true);

        await browser.PostAsync(button.GetAttribute("action")!, browser.FormToken);

        Assert.Contains("Org renewed has a new data key", browser.Html, StringComparison.Ordinal);
        await browser.GetAsync("/operator/keys");
        Assert.Contains("Sealing anew", Row(browser, "Org renewed"), StringComparison.Ordinal);
        await app.InTenantAsync(organisation.Id, services => ActivatorUtilities.CreateInstance<ResealTenant>(services).RunAsync(organisation.Id, CancellationToken.None));
        await browser.GetAsync("/operator/keys");
        Assert.Contains("1\u00a0older key kept for a week", Row(browser, "Org renewed"), StringComparison.Ordinal);
        Assert.Contains(await AuditAsync(organisation), sentence => sentence.StartsWith("The organisation has a new key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_organisations_keys_are_wrapped_and_renewed_by_a_job()
    {
        var (one, other) = (await MakeAsync("all-one"), await MakeAsync("all-other"));
        using var browser = await SignedInAsync("rotates@portal.example");
        await browser.GetAsync("/operator/keys");
        await browser.SubmitAsync("Wrap all data keys anew");
        await browser.SubmitAsync("New data key for all");

        await using var scope = app.Services.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<PortalDb>().Users.Where(user => user.Email == "rotates@portal.example").Select(user => user.Id).SingleAsync(TestContext.Current.CancellationToken);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await ActivatorUtilities.CreateInstance<RotateKeys>(scope.ServiceProvider).RewrapAsync(CancellationToken.None);
        await ActivatorUtilities.CreateInstance<RotateKeys>(scope.ServiceProvider).RenewAsync(person, CancellationToken.None);

        foreach (var organisation in new[] { one, other })
        {
            await app.InTenantAsync(organisation.Id, async services =>
            {
                var keys = await services.GetRequiredService<KeysDb>().TenantKeys.OrderBy(key => key.Version).ToListAsync();
                Assert.Equal([1, 2], keys.Select(key => key.Version));
                Assert.All(keys, key => Assert.Equal(app.Clock.GetUtcNow(), key.WrappedAt));
            });
        }

        Assert.True(app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().EnqueuedCount("default") >= 4);
    }

    [Fact]
    public async Task A_new_key_of_the_ring_is_used_only_when_every_process_knows_it()
    {
        using var browser = await SignedInAsync("rings@portal.example");
        await browser.GetAsync("/operator/keys");
        var before = Ring(browser);

        await browser.SubmitAsync("New key for the ring");

        Assert.Equal(before + 1, Ring(browser));
        Assert.Single(browser.Page.QuerySelectorAll("[aria-label='Key ring'] tbody tr"), row => row.TextContent.Contains("In use", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_says_how_far_a_change_is_and_hears_how_it_goes_on_until_it_looks_otherwise()
    {
        var organisation = await MakeAsync("followed");
        await app.InTenantAsync(organisation.Id, services => services.GetRequiredService<KeyRotation>().RenewAsync(Portal.Domain.Audit.Actor.Portal, CancellationToken.None));
        using var browser = await SignedInAsync("follows@portal.example");
        await browser.GetAsync("/operator/keys");
        var events = browser.Page.QuerySelector("[data-events]")!.GetAttribute("data-events")!;
        var bound = browser.Page.QuerySelectorAll("[data-bind]").Select(element => element.GetAttribute("data-bind")).ToHashSet();
        Assert.Contains("organisation", browser.Page.QuerySelector("[data-bind='sealed.text']")!.TextContent, StringComparison.Ordinal);

        await app.InTenantAsync(organisation.Id, async services =>
        {
            var keys = services.GetRequiredService<KeysDb>();
            var newest = await keys.TenantKeys.SingleAsync(key => key.Version == 2);
            newest.Begin(7);
            newest.Progress(3);
            await keys.SaveChangesAsync();
        });
        await browser.GetAsync(events.Replace("work", "rest", StringComparison.Ordinal));

        var message = JsonDocument.Parse(browser.Html.Split('\n')[0]["data: ".Length..]).RootElement;
        Assert.Equal("3 of 7", message.GetProperty($"{organisation.Id}.text").GetString());
        Assert.Equal(42, message.GetProperty($"{organisation.Id}.value").GetInt32());
        Assert.All(message.EnumerateObject(), value => Assert.Contains(value.Name, bound));
        Assert.Contains("event: reload", browser.Html, StringComparison.Ordinal);
    }

    private static int Ring(Browser browser) => browser.Page.QuerySelectorAll("[aria-label='Key ring'] tbody tr").Length;

    private static string Row(Browser browser, string name) =>
        browser.Page.QuerySelectorAll("[aria-label='Data keys'] tbody tr").Single(row => row.QuerySelector("a")?.TextContent == name).TextContent;

    private async Task<List<string>> AuditAsync(Organisation organisation)
    {
        var sentences = new List<string>();
        await app.InTenantAsync(organisation.Id, async services => sentences = await services.GetRequiredService<PortalDb>().AuditEntries.Select(entry => entry.Sentence).ToListAsync());
        return sentences;
    }

    /// <summary>An organisation with a connection, whose data key comes with its first token.</summary>
    private async Task<Organisation> MakeAsync(string slug)
    {
        var organisation = await app.FoundAsync(slug);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var (db, vault, now) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<TokenVault>(), app.Clock.GetUtcNow());
            var connection = Connection.Open(organisation.Id, 1, $"{slug}@login.example", organisation.Members[Role.Admin].Id, now);
            db.AddRange(connection, new Grant(
                organisation.Id,
                connection.Id,
                await vault.SealAsync(new AccessToken("access"), connection.Id, CancellationToken.None),
                await vault.SealAsync(new RefreshToken("refresh"), connection.Id, CancellationToken.None),
                now.AddHours(1),
                now));
            await db.SaveChangesAsync();
        });
        return organisation;
    }

    private async Task<Browser> SignedInAsync(string email)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(await app.PersonAsync(email, "The Operator", isOperator: true));
        return browser;
    }
}

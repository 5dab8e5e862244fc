using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Operator;

public sealed class TenantsTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Page = "/operator/tenants/create";

    [Fact]
    public async Task The_new_organisation_is_reachable_and_its_first_owner_is_invited_by_mail()
    {
        using var browser = await SignedInAsync("maker@portal.example");

        await MakeAsync(browser, "Müller & Söhne", "muller-sohne", "owner@muller.example");

        var id = Id<Tenant>.Parse(browser.At.Segments[^1], null);
        Assert.Equal($"/operator/tenants/details/{id}", browser.At.AbsolutePath);
        Assert.Contains("owner@muller.example is invited as its owner", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        await AssertAuditedAsync(id);

        using var owner = new Browser(app.Address);
        await owner.GetAsync(await app.LinkAsync("owner@muller.example", "invites you to Müller & Söhne"));
        await owner.SubmitAsync("Make a login and join", ("Input.Name", "First Owner"), ("Input.Password", PortalApp.Password));
        await owner.GetAsync("/muller-sohne/settings");
        Assert.Equal(HttpStatusCode.OK, owner.Status);
    }

    [Fact]
    public async Task The_operator_does_not_become_a_member()
    {
        using var browser = await SignedInAsync("outsider@portal.example");

        await MakeAsync(browser, "Theirs", "theirs-only", "owner@theirs.example");
        await browser.GetAsync("/theirs-only");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Theory]
    [InlineData("Some Organisation", "taken-address", "owner@refused.example", "belongs to another organisation")]
    [InlineData("Some Organisation", "operator", "owner@refused.example", "used by the portal itself")]
    [InlineData("Some Organisation", "No Address", "owner@refused.example", "lower-case letters, digits and hyphens")]
    [InlineData("Some Organisation", "", "owner@refused.example", "The organisation needs an address.")]
    [InlineData("", "free-address", "owner@refused.example", "The organisation needs a name.")]
    [InlineData("X", "free-address", "owner@refused.example", "The name needs 2 to 100 characters.")]
    [InlineData("Some Organisation", "free-address", "", "Somebody has to own it.")]
    [InlineData("Some Organisation", "free-address", "nobody", "This is not an e-mail address.")]
    public async Task What_is_refused_is_told_makes_nothing_and_keeps_what_was_typed(string name, string slug, string owner, string sentence)
    {
        using var browser = await SignedInAsync($"refused-{(uint)HashCode.Combine(name, slug, owner)}@portal.example");
        if (slug == "taken-address")
        {
            await app.FoundAsync(slug);
        }

        var before = await TenantsAsync();

        await MakeAsync(browser, name, slug, owner, ("Input.Organisation.TimeZone", "Europe/Zurich"), ("Input.Organisation.Currency", "CHF"));

        Assert.Equal(Page, browser.At.AbsolutePath);
        Assert.Contains(browser.Page.QuerySelectorAll(".fault"), fault => fault.TextContent.Contains(sentence, StringComparison.Ordinal));
        Assert.Equal([name, slug, owner], new[] { "Organisation.Name", "Organisation.Slug", "Owner" }.Select(field => Value(browser, field)));
        Assert.Equal(["Europe/Zurich", "CHF"], new[] { "TimeZone", "Currency" }.Select(field => browser.Page.QuerySelector($"select[name='Input.Organisation.{field}'] option[selected]")?.GetAttribute("value")));
        Assert.Equal(before, await TenantsAsync());
        Assert.Empty(await app.MailsToAsync("owner@refused.example"));
    }

    [Fact]
    public async Task A_reason_to_suspend_is_asked_for_and_nothing_is_suspended_without()
    {
        var organisation = await app.FoundAsync("still-active");
        using var browser = await SignedInAsync("reasons@portal.example");

        await browser.GetAsync($"/operator/tenants/details/{organisation.Id}");
        await browser.SubmitAsync("Suspend", ("Form.Because", "  "));

        Assert.Contains("Say why", browser.Page.QuerySelector(".fault")!.TextContent, StringComparison.Ordinal);
        using var member = new Browser(app.Address);
        await member.SignInAsync(organisation.Members[Role.Viewer]);
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/still-active")).Status);
    }

    [Fact]
    public async Task Suspending_twice_is_refused_and_both_ways_are_audited_as_the_operators_doing()
    {
        var organisation = await app.FoundAsync("to-and-fro");
        using var browser = await SignedInAsync("to-and-fro@portal.example");
        using var late = await SignedInAsync("late@portal.example");
        await late.GetAsync($"/operator/tenants/details/{organisation.Id}");

        await browser.GetAsync($"/operator/tenants/details/{organisation.Id}");
        await browser.SubmitAsync("Suspend", ("Form.Because", "Unpaid."));
        await late.SubmitAsync("Suspend", ("Form.Because", "Another reason."));
        Assert.Contains("already suspended", late.Page.QuerySelector(".summary")!.TextContent, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.SubmitAsync("Reactivate");

        Assert.Equal(
            [("Suspended", "The organisation was suspended: Unpaid.", true), ("Reactivated", "The organisation was reactivated.", true)],
            (await AuditAsync(organisation.Id)).Select(entry => (entry.Verb, entry.Sentence, entry.ByOperator)));
    }

    [Fact]
    public async Task The_share_of_the_workers_is_changed_audited_and_refused_where_it_makes_no_sense()
    {
        var organisation = await app.FoundAsync("weighty");
        using var browser = await SignedInAsync("weights@portal.example");
        await browser.GetAsync($"/operator/tenants/details/{organisation.Id}");
        Assert.Equal("1", browser.Page.QuerySelector("#Form_Weight")!.GetAttribute("value"));

        await browser.SubmitAsync("Save", ("Form.Weight", "11"));
        Assert.Contains("from 1 to 10", browser.Page.QuerySelector(".fault")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("11", browser.Page.QuerySelector("#Form_Weight")!.GetAttribute("value"));
        await browser.SubmitAsync("Save", ("Form.Weight", "3"));

        Assert.Contains("3 times the usual share", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("3", browser.Page.QuerySelector("#Form_Weight")!.GetAttribute("value"));
        Assert.Equal(("Weighed", "The share of its syncs in the workers was changed from 1 to 3", true), (await AuditAsync(organisation.Id)).Select(entry => (entry.Verb, entry.Sentence, entry.ByOperator)).Single());
    }

    [Fact]
    public async Task The_stored_sign_ins_of_a_suspended_organisation_are_destroyed_with_their_keys()
    {
        var organisation = await app.FoundAsync("to-be-shredded");
        await ConnectAsync(organisation);
        using var browser = await SignedInAsync("shreds@portal.example");
        await browser.GetAsync($"/operator/tenants/details/{organisation.Id}");
        await browser.SubmitAsync("Suspend", ("Form.Because", "Left us."));
        await browser.SubmitAsync("Destroy the sign-ins", ("Form.Confirmation", "another"));
        Assert.Contains("Type to-be-shredded exactly", browser.Page.QuerySelector(".fault")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((1, 1), await StoredAsync(organisation));

        await browser.SubmitAsync("Destroy the sign-ins", ("Form.Confirmation", "to-be-shredded"));

        Assert.Contains("are destroyed", browser.Html, StringComparison.Ordinal);
        Assert.Contains("destroyed the stored sign-in", browser.Html, StringComparison.Ordinal);
        Assert.Equal((0, 0), await StoredAsync(organisation));
        Assert.Contains("SignInsDestroyed", (await AuditAsync(organisation.Id)).Select(entry => entry.Verb));
    }

    [Fact]
    public async Task The_sign_ins_of_an_organisation_at_work_are_not_destroyed()
    {
        var organisation = await app.FoundAsync("at-work");
        await ConnectAsync(organisation);
        using var browser = await SignedInAsync("too-early@portal.example");
        await browser.GetAsync($"/operator/tenants/details/{organisation.Id}");

        await browser.PostAsync($"/operator/tenants/details/{organisation.Id}?handler=Destroy", browser.FormToken, ("Form.Confirmation", "at-work"));

        Assert.Equal((1, 1), await StoredAsync(organisation));
    }

    private async Task ConnectAsync(Organisation organisation) => await app.InTenantAsync(organisation.Id, async services =>
    {
        var (db, vault, now) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<TokenVault>(), app.Clock.GetUtcNow());
        var connection = Portal.Domain.Connections.Connection.Open(organisation.Id, 1, "maria@login.example", organisation.Members[Role.Owner].Id, now);
        db.AddRange(connection, new Portal.Domain.Connections.Grant(
            organisation.Id,
            connection.Id,
            await vault.SealAsync(new Portal.Domain.Connections.AccessToken("access"), connection.Id, CancellationToken.None),
            await vault.SealAsync(new Portal.Domain.Connections.RefreshToken("refresh"), connection.Id, CancellationToken.None),
            now.AddHours(1),
            now));
        await db.SaveChangesAsync();
    });

    private async Task<(int Grants, int Keys)> StoredAsync(Organisation organisation)
    {
        var stored = (0, 0);
        await app.InTenantAsync(organisation.Id, async services =>
            stored = (await services.GetRequiredService<PortalDb>().Grants.CountAsync(), await services.GetRequiredService<KeysDb>().TenantKeys.CountAsync()));
        return stored;
    }

    [Fact]
    public async Task An_organisation_that_does_not_exist_is_not_found()
    {
        using var browser = await SignedInAsync("lost@portal.example");

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/operator/tenants/details/{Id<Tenant>.New(app.Clock.GetUtcNow())}")).Status);
    }

    private static async Task MakeAsync(Browser browser, string name, string slug, string owner, params (string Name, string Value)[] more)
    {
        await browser.GetAsync(Page);
        await browser.SubmitAsync("Make it", [("Input.Organisation.Name", name), ("Input.Organisation.Slug", slug), ("Input.Owner", owner), .. more]);
    }

    private static string Value(Browser browser, string field) => browser.Page.QuerySelector($"input[name='Input.{field}']")!.GetAttribute("value") ?? "";

    private async Task<Browser> SignedInAsync(string email)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(await app.PersonAsync(email, "Olga Operator", isOperator: true));
        return browser;
    }

    private async Task AssertAuditedAsync(Id<Tenant> tenant)
    {
        var entry = Assert.Single(await AuditAsync(tenant));
        Assert.Equal(("Founded", "Olga Operator", true), (entry.Verb, entry.ActorName, entry.ByOperator));
    }

    private async Task<List<AuditEntry>> AuditAsync(Id<Tenant> tenant)
    {
        List<AuditEntry> entries = [];
        await app.InTenantAsync(tenant, async services => entries = await services.GetRequiredService<PortalDb>().AuditEntries.AsNoTracking().OrderBy(entry => entry.Id).ToListAsync());
        return entries;
    }

    private async Task<int> TenantsAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDb>().Tenants.CountAsync(TestContext.Current.CancellationToken);
    }
}

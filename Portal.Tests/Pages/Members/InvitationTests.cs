using System.Net;
using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Members;

public sealed class InvitationTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Somebody_without_a_login_makes_one_and_is_a_member()
    {
        var org = await app.FoundAsync("inv-new");
        var link = await InviteAsync(org, "new@inv-new.example", Role.Analyst);
        using var browser = new Browser(app.Address);

        await browser.GetAsync(link);
        Assert.Contains("Org inv-new", browser.Html, StringComparison.Ordinal);
        Assert.Contains("Admin of inv-new", browser.Html, StringComparison.Ordinal);
        await browser.SubmitAsync("Make a login and join", ("Input.Name", "Newcomer"), ("Input.Password", PortalApp.Password));
        await browser.GetAsync("/inv-new/members");

        Assert.Equal("Analyst", RoleOf(browser, "new@inv-new.example"));
    }

    [Fact]
    public async Task Somebody_with_a_login_signs_in_and_joins()
    {
        var org = await app.FoundAsync("inv-known");
        var person = await app.PersonAsync("Known@inv-known.example", "Known");
        var link = await InviteAsync(org, "known@INV-known.example", Role.Viewer);
        using var browser = new Browser(app.Address);
        await browser.GetAsync(link);

        await browser.GetAsync(browser.Page.QuerySelector("main a.btn-main")!.GetAttribute("href")!);
        await browser.SubmitAsync("Sign in", ("Input.Email", person.Email), ("Input.Password", PortalApp.Password));
        await browser.SubmitAsync("Join Org inv-known");
        await browser.GetAsync("/inv-known/members");

        Assert.Equal("Viewer", RoleOf(browser, person.Email));
    }

    [Fact]
    public async Task The_wrong_login_is_refused_even_by_a_forged_post_and_may_be_switched()
    {
        var org = await app.FoundAsync("inv-wrong");
        var wrong = await app.PersonAsync("wrong@elsewhere.example", "Wrong");
        var link = await InviteAsync(org, "right@inv-wrong.example", Role.Owner, by: Role.Owner);
        var other = await InviteAsync(org, wrong.Email, Role.Viewer);
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(wrong);

        await browser.GetAsync(other);
        await browser.PostToAsync("Join Org inv-wrong", link);
        Assert.Contains("was sent to another address", browser.Html, StringComparison.Ordinal);
        Assert.Contains("signed in with another address", browser.Html, StringComparison.Ordinal);
        await browser.SubmitAsync("Switch login");

        Assert.Contains("Make a login and join", browser.Html, StringComparison.Ordinal);
        await browser.SignInAsync(wrong);
        await browser.GetAsync("/inv-wrong/members");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_link_works_once_and_opening_it_does_not_count()
    {
        var org = await app.FoundAsync("inv-once");
        var person = await app.PersonAsync("once@inv-once.example", "Once");
        var link = await InviteAsync(org, person.Email, Role.Viewer);
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(person);
        await browser.GetAsync(link);
        await browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        using var second = new Browser(app.Address);
        await second.SignInAsync(person);
        await second.GetAsync(link);

        await browser.SubmitAsync("Join Org inv-once");
        await second.SubmitAsync("Join Org inv-once");

        Assert.Equal("/inv-once", browser.At.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, second.Status);
        Assert.Contains("no longer works", second.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_week_it_is_over()
    {
        var org = await app.FoundAsync("inv-late");
        var link = await InviteAsync(org, "late@inv-late.example", Role.Viewer);
        using var browser = new Browser(app.Address);

        app.Clock.Advance(Invitation.Lifetime);
        await browser.GetAsync(link);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task Sending_again_replaces_the_link_and_withdrawing_ends_it()
    {
        var org = await app.FoundAsync("inv-again");
        var first = await InviteAsync(org, "again@inv-again.example", Role.Viewer);
        using var admin = new Browser(app.Address);
        using var browser = new Browser(app.Address);
        await admin.SignInAsync(org.Members[Role.Admin]);
        await admin.GetAsync("/inv-again/members");

        await admin.SubmitAsync("Send again");
        var second = Assert.Single(await app.LinksAsync("again@inv-again.example", "invites you"), link => link != first);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(second)).Status);
        await admin.SubmitAsync("Withdraw");

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(second)).Status);
    }

    [Fact]
    public async Task Nobody_invites_with_a_role_above_their_own()
    {
        var org = await app.FoundAsync("inv-above");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Admin]);
        await browser.GetAsync("/inv-above/members/invite");

        await browser.SubmitAsync("Send the invitation", ("Input.Email", "boss@inv-above.example"), ("Input.Role", "Owner"));

        Assert.Contains("a role up to your own", browser.Html, StringComparison.Ordinal);
        Assert.Empty(await app.MailsToAsync("boss@inv-above.example"));
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("")]
    public async Task A_token_that_nobody_made_opens_nothing(string token)
    {
        using var browser = new Browser(app.Address);

        await browser.GetAsync("/account/accept-invitation?token=" + token);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    private async Task<string> InviteAsync(Organisation org, string email, Role role, Role by = Role.Admin)
    {
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[by]);
        await browser.GetAsync($"/{org.Slug}/members/invite");
        await browser.SubmitAsync("Send the invitation", ("Input.Email", email), ("Input.Role", role.ToString()));
        Assert.Contains("is invited as", browser.Html, StringComparison.Ordinal);
        return await app.LinkAsync(email, "invites you");
    }

    private static string? RoleOf(Browser browser, string email) => browser.Page.QuerySelectorAll("table tr")
        .Single(row => row.TextContent.Contains(email, StringComparison.Ordinal)).QuerySelector("td")?.TextContent.Trim();
}

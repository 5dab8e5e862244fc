using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Account;

public sealed class SignUpTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Somebody_signs_up_confirms_and_finds_themselves_in_their_organisation()
    {
        using var browser = new Browser(app.Address);
        await SignUpAsync(browser, "ann@first.example", "first-org");
        Assert.Contains("Look into your mailbox", browser.Html, StringComparison.Ordinal);

        await browser.GetAsync(await app.LinkAsync("ann@first.example", "Confirm"));
        await browser.SubmitAsync("Confirm");
        await browser.SubmitAsync("Sign in", ("Input.Email", "ann@first.example"), ("Input.Password", PortalApp.Password));
        await browser.GetAsync("/first-org/members");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("ann@first.example", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_confirmation_link_confirms_nothing()
    {
        using var browser = new Browser(app.Address);
        await SignUpAsync(browser, "bea@scan.example", "scan-org");

        await browser.GetAsync(await app.LinkAsync("bea@scan.example", "Confirm"));
        await browser.SignInAsync("bea@scan.example");

        Assert.Contains("not confirmed yet", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_has_a_login_gets_the_same_page_a_mail_and_no_second_organisation()
    {
        await app.PersonAsync("known@sign-up.example", "Known");
        using var known = new Browser(app.Address);
        using var unknown = new Browser(app.Address);

        await SignUpAsync(known, "KNOWN@sign-up.example", "known-org");
        await SignUpAsync(unknown, "unknown@sign-up.example", "unknown-org");

        Assert.Equal((unknown.Status, unknown.At, Body(unknown)), (known.Status, known.At, Body(known)));
        Assert.Equal("You already have a login", Assert.Single(await app.MailsToAsync("known@sign-up.example")).Subject);
        Assert.Equal(["unknown-org"], await SlugsAsync("known-org", "unknown-org"));
    }

    [Fact]
    public async Task A_taken_address_and_a_short_password_are_refused_and_nothing_is_made()
    {
        await app.FoundAsync("taken-org");
        using var browser = new Browser(app.Address);

        await SignUpAsync(browser, "cid@taken.example", "taken-org");
        Assert.Contains("belongs to another organisation", browser.Html, StringComparison.Ordinal);
        await SignUpAsync(browser, "cid@taken.example", "free-org", password: "short");

        Assert.Contains("at least 12 characters", browser.Page.QuerySelector(".summary")?.TextContent, StringComparison.Ordinal);
        Assert.Empty(await app.MailsToAsync("cid@taken.example"));
        Assert.Empty(await SlugsAsync("free-org"));
    }

    [Fact]
    public async Task Of_two_who_sign_up_at_once_for_one_address_one_gets_it_and_the_other_is_asked_for_another()
    {
        Browser[] browsers = [.. Enumerable.Range(0, 4).Select(_ => new Browser(app.Address))];

        await Task.WhenAll(browsers.Select((browser, number) => SignUpAsync(browser, $"race-{number}@at-once.example", "at-once")));

        var losers = browsers.Where(browser => !browser.At.AbsolutePath.EndsWith("check-mail", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.Equal(3, losers.Count);
        Assert.All(losers, loser =>
        {
            Assert.Equal(HttpStatusCode.OK, loser.Status);
            Assert.Contains("belongs to another organisation", loser.Page.GetElementById("Input_Organisation_Slug-fault")?.TextContent, StringComparison.Ordinal);
            Assert.Equal("at-once", loser.Page.GetElementById("Input_Organisation_Slug")?.GetAttribute("value"));
            Assert.StartsWith("race-", loser.Page.GetElementById("Input_Email")?.GetAttribute("value"), StringComparison.Ordinal);
        });
        Assert.Equal(["at-once"], await SlugsAsync("at-once"));
        await losers[0].SubmitAsync("Sign up", ("Input.Organisation.Slug", "at-once-too"), ("Input.Password", PortalApp.Password));
        Assert.Equal(["at-once", "at-once-too"], (await SlugsAsync("at-once", "at-once-too")).Order());
        Array.ForEach(browsers, browser => browser.Dispose());
    }

    [Theory]
    [InlineData("?name=Müller %26 Söhne", "\"muller-sohne\"", "true")]
    [InlineData("?value=operator", "\"operator\"", "false")]
    [InlineData("?value=slug-taken", "\"slug-taken\"", "false")]
    public async Task An_address_is_proposed_and_checked_while_typing(string query, string value, string free)
    {
        if (query.EndsWith("slug-taken", StringComparison.Ordinal))
        {
            await app.FoundAsync("slug-taken");
        }

        using var browser = new Browser(app.Address);

        await browser.GetAsync("/account/slug" + query);

        Assert.StartsWith($"{{\"value\":{value},\"free\":{free}", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_signed_in_founds_another_organisation()
    {
        var person = await app.PersonAsync("dan@second.example", "Dan");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(person);
        Assert.Contains("not a member of any organisation", browser.Html, StringComparison.Ordinal);

        await browser.GetAsync("/account/found-organisation");
        await browser.SubmitAsync("Found it", ("Input.Name", "Dan & Co"), ("Input.Slug", "dan-and-co"));
        await browser.GetAsync("/dan-and-co/settings");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    private static async Task SignUpAsync(Browser browser, string email, string slug, string password = PortalApp.Password)
    {
        await browser.GetAsync("/account/sign-up");
        await browser.SubmitAsync(
            "Sign up", ("Input.Organisation.Name", "Some Organisation"), ("Input.Organisation.Slug", slug),
            ("Input.Name", "Somebody"), ("Input.Email", email), ("Input.Password", password));
    }

    private static string? Body(Browser browser) => browser.Page.QuerySelector("main")?.TextContent;

    private async Task<List<string>> SlugsAsync(params string[] slugs)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDb>().Tenants
            .Where(tenant => slugs.Contains(tenant.Slug)).Select(tenant => tenant.Slug).ToListAsync(TestContext.Current.CancellationToken);
    }
}

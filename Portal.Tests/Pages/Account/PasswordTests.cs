using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Account;

public sealed class PasswordTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Other = "another battery staple";

    [Fact]
    public async Task A_forgotten_password_is_replaced_through_the_mail_and_the_link_works_once()
    {
        var person = await app.PersonAsync("gus@forgot.example", "Gus");
        using var browser = new Browser(app.Address);
        await AskAsync(browser, person.Email);
        var link = await app.LinkAsync(person.Email, "Choose");

        await browser.GetAsync(link);
        await browser.SubmitAsync("Save the password", ("Input.Password", Other));
        await browser.SignInAsync(person.Email, Other);
        Assert.Equal("/account/organisations", browser.At.AbsolutePath);
        await browser.GetAsync(link);
        await browser.SubmitAsync("Save the password", ("Input.Password", "a third choice of words"));

        Assert.Contains("no longer works", browser.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/forgot-password")]
    [InlineData("/account/resend-confirmation")]
    public async Task Asking_for_a_link_reads_the_same_for_known_and_unknown_addresses(string page)
    {
        var person = await app.PersonAsync($"hal{page.Length}@ask.example", "Hal");
        using var known = new Browser(app.Address);
        using var unknown = new Browser(app.Address);

        await AskAsync(known, person.Email, page);
        await AskAsync(unknown, "nobody@ask.example", page);

        Assert.Equal(unknown.At, known.At);
        Assert.Equal(unknown.Page.QuerySelector("main")?.TextContent, known.Page.QuerySelector("main")?.TextContent);
        Assert.Empty(await app.MailsToAsync("nobody@ask.example"));
    }

    [Fact]
    public async Task A_link_made_for_one_person_does_not_open_another()
    {
        var mine = await app.PersonAsync("ida@mine.example", "Ida");
        var theirs = await app.PersonAsync("jon@theirs.example", "Jon");
        using var browser = new Browser(app.Address);
        await AskAsync(browser, mine.Email);
        var link = await app.LinkAsync(mine.Email, "Choose");

        await browser.GetAsync(link.Replace(mine.Id.ToString(), theirs.Id.ToString(), StringComparison.Ordinal));
        await browser.SubmitAsync("Save the password", ("Input.Password", Other));

        Assert.Contains("no longer works", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_the_password_asks_for_the_old_one_and_writes_a_mail()
    {
        var person = await app.PersonAsync("kim@change.example", "Kim");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(person);

        await browser.GetAsync("/account/profile/password");
        await browser.SubmitAsync("Change it", ("Input.Now", "not my old password"), ("Input.Then", Other));
        Assert.Contains("This is not your password", browser.Html, StringComparison.Ordinal);
        await browser.SubmitAsync("Change it", ("Input.Now", PortalApp.Password), ("Input.Then", Other));

        Assert.Contains("Your password is changed", browser.Html, StringComparison.Ordinal);
        Assert.Equal("Your password was changed", Assert.Single(await app.MailsToAsync(person.Email)).Subject);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_other_browsers_within_minutes()
    {
        var person = await app.PersonAsync("lea@everywhere.example", "Lea");
        using var phone = new Browser(app.Address);
        using var desk = new Browser(app.Address);
        await phone.SignInAsync(person);
        await desk.SignInAsync(person);

        await desk.GetAsync("/account/profile");
        await desk.SubmitAsync("Sign out everywhere");
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await phone.GetAsync("/account/profile");

        Assert.Equal("/account/sign-in", phone.At.AbsolutePath);
    }

    private static async Task AskAsync(Browser browser, string email, string page = "/account/forgot-password")
    {
        await browser.GetAsync(page);
        await browser.SubmitAsync("Send the link", ("Input.Email", email));
    }
}

using System.Net;
using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Account;

public sealed class SignInTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Every_failure_reads_the_same_also_after_a_lockout_and_the_right_password_does_not_open_it()
    {
        await app.PersonAsync("eve@locked.example", "Eve");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync("nobody@locked.example", "some wrong words");
        var stranger = Summary(browser);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            await browser.SignInAsync("eve@locked.example", "some wrong words");
            Assert.Equal(stranger, Summary(browser));
        }

        await browser.SignInAsync("eve@locked.example");

        Assert.Equal(stranger, Summary(browser));
        Assert.Contains("do not go together", stranger, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task A_way_back_that_leaves_the_portal_is_not_taken(string returnUrl)
    {
        var person = await app.PersonAsync($"fay{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(returnUrl))}@redirect.example", "Fay");
        using var browser = new Browser(app.Address);

        await browser.GetAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        await browser.SubmitAsync("Sign in", ("Input.Email", person.Email), ("Input.Password", PortalApp.Password));

        Assert.Equal(new Uri(app.Address, "/account/organisations"), browser.At);
    }

    [Fact]
    public async Task A_page_that_asked_for_a_login_is_shown_after_it()
    {
        var org = await app.FoundAsync("return-org");
        using var browser = new Browser(app.Address);

        await browser.GetAsync("/return-org/members");
        await browser.SubmitAsync("Sign in", ("Input.Email", org.Members[Role.Viewer].Email), ("Input.Password", PortalApp.Password));

        Assert.Equal("/return-org/members", browser.At.AbsolutePath);
    }

    [Fact]
    public async Task The_only_organisation_is_entered_at_once_and_several_are_offered()
    {
        var one = await app.FoundAsync("alpha-org");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(one.Members[Role.Owner]);
        Assert.Equal("/alpha-org", browser.At.AbsolutePath);

        await browser.GetAsync("/account/found-organisation");
        await browser.SubmitAsync("Found it", ("Input.Name", "Beta"), ("Input.Slug", "beta-org"));
        await browser.GetAsync("/");

        Assert.Equal("/account/organisations", browser.At.AbsolutePath);
        Assert.Equal(["Beta", "Org alpha-org"], browser.Page.QuerySelectorAll(".rows b").Select(name => name.TextContent));
    }

    [Fact]
    public async Task Strangers_read_what_this_is_and_operators_go_to_their_area()
    {
        var person = await app.PersonAsync("op@start.example", "Op", isOperator: true);
        using var browser = new Browser(app.Address);
        await browser.GetAsync("/");
        Assert.Equal((HttpStatusCode.OK, "/"), (browser.Status, browser.At.AbsolutePath));
        Assert.NotNull(browser.Page.QuerySelector("a[href='/account/sign-up']"));

        await browser.SignInAsync(person);

        Assert.Equal("/operator", browser.At.AbsolutePath);
    }

    [Fact]
    public async Task The_frame_of_an_organisations_page_signs_out()
    {
        var org = await app.FoundAsync("leaving-org");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Viewer]);
        await browser.GetAsync("/leaving-org/members");

        await browser.SubmitAsync("Sign out");
        await browser.GetAsync("/leaving-org/members");

        Assert.Equal("/account/sign-in", browser.At.AbsolutePath);
    }

    private static string? Summary(Browser browser) => browser.Page.QuerySelector("[role=alert]")?.TextContent.Trim();
}

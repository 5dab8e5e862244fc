using System.Net;
using Portal.Tests.Harness;

namespace Portal.Tests.Jobs;

/// <summary>Hangfire's own pages show every organisation's jobs.</summary>
public sealed class JobsDashboardTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Jobs = "/operator/jobs";

    [Theory]
    [InlineData(Jobs)]
    [InlineData(Jobs + "/recurring")]
    [InlineData(Jobs + "/jobs/enqueued")]
    public async Task Nobody_signed_in_is_sent_to_sign_in(string path)
    {
        using var nobody = new Browser(app.Address, followRedirects: false);

        await nobody.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, nobody.Status);
        Assert.StartsWith("/account/sign-in", nobody.Answer.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_whatever_their_role_are_refused()
    {
        var organisation = await app.FoundAsync("curious");
        foreach (var member in organisation.Members.Values)
        {
            using var browser = new Browser(app.Address);
            await browser.SignInAsync(member);

            await browser.GetAsync(Jobs);

            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        }
    }

    [Fact]
    public async Task Operators_see_it()
    {
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(await app.PersonAsync("jobs@portal.example", "Operator", isOperator: true));

        await browser.GetAsync(Jobs);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Hangfire", browser.Html, StringComparison.Ordinal);
    }
}

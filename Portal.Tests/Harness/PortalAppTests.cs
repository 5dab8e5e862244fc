using System.Net;

namespace Portal.Tests.Harness;

public sealed class PortalAppTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task An_unknown_organisation_is_not_found()
    {
        using var browser = new Browser(app.Address);

        await browser.GetAsync("/nobody-here");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }
}

using System.Net;
using Portal.Domain.Members;
using Portal.Security;
using Portal.Tests.Harness;
using Portal.Tests.Isolation;

namespace Portal.Tests.Security;

/// <summary>Every page that can be opened without more than its address, by everybody: whatever the answer is, its headers protect it.</summary>
public sealed class HeadersOfPagesTests(IsolationTests.TwoTenants world) : IClassFixture<IsolationTests.TwoTenants>
{
    [Fact]
    public async Task Pages_opened_by_nobody_signed_in_are_protected()
    {
        using var nobody = new Browser(world.Address, followRedirects: false);

        Assert.NotEqual(0, await AssertProtectedAsync(nobody));
    }

    [Fact]
    public async Task Pages_opened_by_a_member_are_protected()
    {
        using var owner = new Browser(world.Address);
        await owner.SignInAsync(world.Mine.Organisation.Members[Role.Owner]);

        Assert.NotEqual(0, await AssertProtectedAsync(owner));
    }

    [Fact]
    public async Task Pages_opened_by_an_operator_are_protected()
    {
        using var @operator = new Browser(world.Address);
        await @operator.SignInAsync(world.Operator);

        Assert.NotEqual(0, await AssertProtectedAsync(@operator));
    }

    /// <summary>How many of the answers were pages.</summary>
    private async Task<int> AssertProtectedAsync(Browser browser)
    {
        var pages = 0;
        foreach (var path in Paths())
        {
            await browser.GetAsync(path);
            pages += browser.Status == HttpStatusCode.OK ? 1 : 0;
            var policy = Header(browser, "Content-Security-Policy");
            Assert.True(policy.Contains("default-src 'none'", StringComparison.Ordinal) && policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal), $"{path}: {policy}");
            Assert.True(browser.At.AbsolutePath.StartsWith(SecurityHeaders.JobsPath, StringComparison.Ordinal) || !policy.Contains("unsafe", StringComparison.Ordinal), $"{path}: {policy}");
            Assert.Equal((path, "nosniff", "same-origin"), (path, Header(browser, "X-Content-Type-Options"), Header(browser, "Referrer-Policy")));
        }

        return pages;
    }

    private List<string> Paths() =>
    [
        "/nobody-here", "/error/500", SecurityHeaders.JobsPath, "/css/portal.css",
        .. Routes.All(world).Where(Routes.IsTenants).Select(endpoint => $"/{world.Mine.Slug}/{Routes.Fill(endpoint, world.Mine)}").Where(path => !path.EndsWith("/events", StringComparison.Ordinal)),
        .. Routes.All(world).Where(endpoint => endpoint.RoutePattern.Parameters.Count == 0).Select(endpoint => $"/{endpoint.RoutePattern.RawText?.Trim('/')}").Where(path => !path.Contains('.', StringComparison.Ordinal)),
    ];

    private static string Header(Browser browser, string name) =>
        browser.Answer.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";
}

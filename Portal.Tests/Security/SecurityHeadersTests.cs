using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Hosting;
using Portal.Security;

namespace Portal.Tests.Security;

public sealed class SecurityHeadersTests
{
    [Fact]
    public async Task Our_pages_run_nothing_inline_and_post_only_to_us_and_to_the_named_origins()
    {
        var policy = await PolicyAsync("/northwind");

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.EndsWith("form-action 'self' https://login.example", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_jobs_dashboard_may_write_styles_and_it_runs_no_inline_script_either()
    {
        var policy = await PolicyAsync("/operator/jobs/recurring");

        Assert.Contains("style-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", await PolicyAsync("/operator/jobsite"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_has_the_headers_too()
    {
        var response = await GetAsync("http://portal.example/fails");

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Strict_transport_is_asked_for_only_over_https(string scheme, bool asked) =>
        Assert.Equal(asked, (await GetAsync(scheme + "://portal.example/")).Headers.Contains("Strict-Transport-Security"));

    private static async Task<string> PolicyAsync(string path) =>
        (await GetAsync("http://portal.example" + path)).Headers.GetValues("Content-Security-Policy").Single();

    private static async Task<HttpResponseMessage> GetAsync(string address)
    {
        using var host = await new HostBuilder().ConfigureWebHost(web => web.UseTestServer().Configure(app => app
            .UseSecurityHeaders("https://login.example")
            .UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask })
            .Map("/operator/jobs", jobs => jobs.Run(context => context.Response.WriteAsync("dashboard")))
            .Run(context => context.Request.Path == "/fails" ? throw new InvalidOperationException() : context.Response.WriteAsync("ok"))))
            .StartAsync(TestContext.Current.CancellationToken);
        using var client = host.GetTestClient();
        return await client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
    }
}

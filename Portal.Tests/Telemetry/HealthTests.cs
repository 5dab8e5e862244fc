using System.Net;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Infrastructure.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Telemetry;

public sealed class HealthTests : IAsyncLifetime
{
    private const string Healthy = """{"state":"healthy","parts":{"database":"healthy","jobs":"healthy","keys":"healthy"}}""";
    private readonly PortalApp app = new();

    [Fact]
    public async Task A_portal_that_works_is_alive_and_ready_for_anybody_who_asks()
    {
        await app.InitializeAsync();

        Assert.Equal((HttpStatusCode.OK, """{"state":"healthy","parts":{}}"""), await GetAsync("live"));
        Assert.Equal((HttpStatusCode.OK, Healthy), await GetAsync("ready"));
    }

    [Fact]
    public async Task Without_its_database_it_is_alive_but_not_ready_and_says_no_more()
    {
        await app.InitializeAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("ready")).Status);

        app.Database.Vanish();

        var (status, body) = await GetAsync("ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("\"database\":\"unhealthy\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("xception", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("live")).Status);
    }

    [Fact]
    public async Task Without_its_key_store_it_is_not_ready()
    {
        await app.InitializeAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("ready")).Status);

        app.Database.Vanish(keys: true);

        var (status, body) = await GetAsync("ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("\"keys\":\"unhealthy\"", body, StringComparison.Ordinal);
        Assert.Contains("\"database\":\"healthy\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_is_ready_while_it_works_and_the_operators_see_it()
    {
        app.Settings["Portal:Roles:1"] = "Worker";
        await app.InitializeAsync();
        var storage = app.Services.GetRequiredService<JobStorage>();
        Assert.True(SpinWait.SpinUntil(() => storage.GetMonitoringApi().Servers().Count == 1, TimeSpan.FromSeconds(60)));
        Assert.Equal((HttpStatusCode.OK, Healthy), await GetAsync("ready"));
        var person = await app.PersonAsync("operator@portal.example", "Operator", isOperator: true);
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(person);
        await browser.GetAsync("/operator/system");
        Assert.Equal("Working", browser.Page.QuerySelector("table .state")?.TextContent);

        await app.Services.GetServices<IHostedService>().OfType<Worker>().Single().StopAsync(TestContext.Current.CancellationToken);

        var (status, body) = await GetAsync("ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("\"jobs\":\"unhealthy\"", body, StringComparison.Ordinal);
        Assert.Contains("\"database\":\"healthy\"", body, StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string which)
    {
        using var browser = new Browser(app.Address);
        await browser.GetAsync($"/health/{which}");
        return (browser.Status, browser.Html);
    }
}

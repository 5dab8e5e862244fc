using System.Net;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Security;

public sealed class PagesByRoleTests : IAsyncLifetime
{
    private readonly PortalApp app = new();

    [Fact]
    public async Task A_worker_answers_for_its_health_and_for_nothing_else()
    {
        app.Settings["Portal:Roles:0"] = "Worker";
        await app.InitializeAsync();
        var organisation = await app.FoundAsync("no-pages");
        using var browser = new Browser(app.Address);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).Status);
        foreach (var path in new[] { "/", "/account/sign-in", $"/{organisation.Slug}", "/operator/jobs", "/operator/system", "/oauth/microsoft-ads/callback?code=x", "/css/portal.css", "/favicon.svg", "/error/404" })
        {
            await browser.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound, ""), (path, browser.Status, browser.Html));
        }
    }

    [Fact]
    public async Task A_process_for_the_web_runs_no_jobs()
    {
        await app.InitializeAsync();
        var storage = app.Services.GetRequiredService<JobStorage>();
        var job = app.Services.GetRequiredService<IBackgroundJobClient>().Enqueue<KeepTimetable>(work => work.RunAsync(CancellationToken.None));
        using var browser = new Browser(app.Address);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/sign-in")).Status);
        Assert.Empty(storage.GetMonitoringApi().Servers());
        Assert.Equal("Enqueued", storage.GetMonitoringApi().JobDetails(job).History[0].StateName);

        // The same job is done as soon as there is a worker, so it could have been.
        using var server = new JobServer(app);
        Assert.Equal("Succeeded", (await server.EndOfAsync(job)).State);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Emulator.Traffic;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Sync;

namespace Portal.Tests.Telemetry;

public sealed class PortalMetricsTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task A_refresh_that_succeeds_is_counted_and_its_exchange_timed()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        using var measures = new Measures(stage.Services);

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);

        Assert.Equal([1], measures.Of("portal.refreshes", "outcome=succeeded"));
        Assert.InRange(Assert.Single(measures.Of("portal.exchange.duration", "grant_type=refresh_token,outcome=succeeded")), 0, 60);
    }

    [Fact]
    public async Task A_refresh_that_Microsoft_refuses_for_good_is_counted_as_such()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        using var measures = new Measures(stage.Services);

        stage.Grants.Revoke(stage.User(Maria));
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await Record.ExceptionAsync(() => stage.TokenAsync(connection));

        Assert.Equal([1], measures.Of("portal.refreshes", "outcome=needs reconnect"));
        measures.Collect();
        Assert.Equal([1], measures.Of("portal.connections", "state=needs reconnect"));
    }

    [Fact]
    public async Task A_refresh_during_an_outage_is_counted_as_passing()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        using var measures = new Measures(stage.Services);

        stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/token" });
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await Record.ExceptionAsync(() => stage.TokenAsync(connection));

        Assert.Equal([1], measures.Of("portal.refreshes", "outcome=transient"));
        measures.Collect();
        Assert.Equal([1], measures.Of("portal.connections", "state=active"));
    }

    [Fact]
    public async Task A_sync_counts_its_rows_and_ends_the_lag()
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;
        using var measures = new Measures(stage.Services);
        stage.Clock.Advance(TimeSpan.FromHours(3));
        measures.Collect();

        await stage.SyncAsync();

        measures.Collect();
        var lag = measures.Of("portal.sync.lag");
        Assert.InRange(lag[0], 3 * 3600, 3 * 3600 + 60);
        Assert.InRange(lag[1], 0, 60);
        var stored = (await stage.SlicesAsync()).Single(slice => slice.Kind == SliceKind.CampaignReport).RowsDone;
        Assert.Equal([stored], measures.Of("portal.sync.rows", "report=campaign"));
    }

    [Fact]
    public async Task Runs_of_jobs_are_counted_by_whose_they_are_and_how_they_end()
    {
        await using var app = new PortalApp();
        await app.InitializeAsync();
        var organisation = await app.FoundAsync("counted");
        using var measures = new Measures(app.Services);
        using var server = new JobServer(app);
        var jobs = app.Services.GetRequiredService<IBackgroundJobClient>();

        await server.EndOfAsync(jobs.Enqueue(() => Probe.OfTenant(organisation.Id)));
        await server.EndOfAsync(jobs.Enqueue(() => Probe.Fail(organisation.Id)));
        await server.EndOfAsync(jobs.Enqueue(() => Probe.OfNobody()));

        Assert.Equal([1], measures.Of("portal.jobs", "of=tenant,outcome=succeeded"));
        Assert.Equal([1], measures.Of("portal.jobs", "of=tenant,outcome=failed"));
        Assert.Equal([1], measures.Of("portal.jobs", "of=portal,outcome=succeeded"));
    }

    public static class Probe
    {
        public static void OfTenant(Id<Tenant> tenant)
        {
        }

        public static void OfNobody()
        {
        }

        [AutomaticRetry(Attempts = 0)]
        public static void Fail(Id<Tenant> tenant) => throw new InvalidOperationException();
    }
}

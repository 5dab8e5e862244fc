using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Emulator;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Tests.Harness;
using Portal.Tests.Isolation;
using Portal.Tests.Pages.OAuth;

namespace Portal.Tests.Conventions;

/// <summary>
/// The whole life of a connection, with everything that the portal says and stores on the way; then a search in all of it for every
/// secret that really went over the wire.
/// </summary>
public sealed class SecretTests(SecretTests.World world) : IClassFixture<SecretTests.World>
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task No_secret_stands_in_a_log_a_page_a_file_a_mail_a_job_or_telemetry()
    {
        using var visit = await LiveAsync();
        var haystack = new Haystack();
        world.Logs.Lines.Index().ToList().ForEach(line => haystack.Add($"log {line.Index}: {line.Item.Split(':')[0]}", line.Item));
        visit.Browser.History.Index().ToList().ForEach(answer => haystack.Add($"answer {answer.Index}", answer.Item));
        world.Database.Dump();
        haystack.AddFiles(world.Folder);
        world.Collected.Spans.Index().ToList().ForEach(span => haystack.Add($"span {span.Index}: {span.Item.DisplayName}", Everything(span.Item)));
        world.Collected.MetricsOf(world.Services).ToList().ForEach(metric => haystack.Add($"metric {metric.Name}", Everything(metric)));

        var secrets = world.Traffic.Secrets.Append(("developer token", EmulatorOptions.DemoDeveloperToken)).ToList();
        var leaks = from secret in secrets
                    from place in haystack.PlacesOf(secret.Item2)
                    select $"{secret.Item1} in {place}";

        Assert.Empty(leaks.Distinct());
        AssertThatTheSearchSaw(haystack);
    }

    [Theory]
    [InlineData("a planted token of more than twenty-four characters")]
    [InlineData("short-secret+/=")]
    public void The_search_finds_what_is_planted(string secret)
    {
        var haystack = new Haystack();
        haystack.Add("as it is", $"before {secret} after");
        haystack.Add("escaped", $"?code={Uri.EscapeDataString(secret)}&state=x");
        haystack.Add("in base 64", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret + " and more")));
        haystack.Add("the beginning", secret[..Math.Min(secret.Length, 24)]);
        haystack.Add("the end", secret[^Math.Min(secret.Length, 24)..]);
        haystack.Add("something else", "nothing to see");

        Assert.Equal(["as it is", "escaped", "in base 64", "the beginning", "the end"], haystack.PlacesOf(secret));
    }

    /// <summary>The control: what is no secret is found in each kind of place, and every kind of secret was on the wire.</summary>
    private void AssertThatTheSearchSaw(Haystack haystack)
    {
        var name = haystack.PlacesOf(Maria);
        Assert.Contains(name, place => place.StartsWith("answer", StringComparison.Ordinal));
        Assert.Contains(name, place => place.StartsWith("portal.db", StringComparison.Ordinal));
        Assert.Contains(name, place => place.EndsWith(".eml", StringComparison.Ordinal));
        Assert.Contains(haystack.PlacesOf("Portal.Jobs.SyncOneAccount"), place => place.StartsWith("jobs.db", StringComparison.Ordinal));
        Assert.Contains(haystack.PlacesOf("Reporting SubmitGenerateReport"), place => place.StartsWith("span", StringComparison.Ordinal));
        Assert.Contains(haystack.PlacesOf("/common/oauth2/v2.0/token"), place => place.StartsWith("span", StringComparison.Ordinal));
        Assert.Contains(haystack.PlacesOf("refresh_token"), place => place == "metric portal.exchange.duration");
        Assert.DoesNotContain(name, place => place.StartsWith("span", StringComparison.Ordinal) || place.StartsWith("metric", StringComparison.Ordinal));
        Assert.Contains(world.Logs.Lines, line => line.StartsWith("Trace System.Net.Http.HttpClient", StringComparison.Ordinal));
        Assert.Contains(world.Logs.Lines, line => line.StartsWith("Debug Microsoft.EntityFrameworkCore.Database.Command", StringComparison.Ordinal));
        Assert.Equal(
            ["access_token", "client_secret", "code", "code_verifier", "refresh_token"],
            world.Traffic.Secrets.Select(secret => secret.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.True(world.Traffic.Secrets.Count(secret => secret.Name == "refresh_token") >= 3);
    }

    private static string Everything(Activity span) => string.Join(
        '\n',
        span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(span.Baggage.Select(item => $"{item.Key}={item.Value}"))
            .Concat(span.Events.SelectMany(one => one.Tags.Select(tag => $"{one.Name} {tag.Key}={tag.Value}")))
            .Append($"{span.DisplayName} {span.StatusDescription} {span.TraceStateString}"));

    private static string Everything(MetricSnapshot metric) => string.Join(
        '\n',
        metric.MetricPoints.SelectMany(point =>
        {
            var tags = new List<string>();
            foreach (var tag in point.Tags)
            {
                tags.Add($"{tag.Key}={tag.Value}");
            }

            return tags;
        }));

    private async Task<Visit> LiveAsync()
    {
        var visit = await Visit.StartAsync(world, "canary");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        await visit.ReturnAsync(back);
        await visit.ChooseAllAsync();
        await visit.Browser.GetAsync(back);
        await SyncAsync(visit);
        await TroubleAsync(visit);
        await LookAroundAsync(visit);
        await ReconnectAsync(visit);
        await DisconnectAsync(visit);
        return visit;
    }

    private Task SyncAsync(Visit visit) => world.InTenantAsync(visit.Organisation.Id, async services =>
    {
        await ActivatorUtilities.CreateInstance<SyncTenant>(services).RunAsync(visit.Organisation.Id, SyncTrigger.Schedule, null, CancellationToken.None);
        var started = await services.GetRequiredService<PortalDb>().SyncSlices.AsNoTracking().OrderBy(slice => slice.AccountId).FirstAsync();
        while (await services.GetRequiredService<SyncAccount>().RunAsync(started.RunId, started.AccountId, null, CancellationToken.None) is { } next)
        {
            world.SharedClock.Advance(TimeSpan.FromTicks(Math.Max(0, (next - world.SharedClock.GetUtcNow()).Ticks)));
        }
    });

    /// <summary>Tokens that are refused, services that are down, a refresh that fails, and one that heals.</summary>
    private Task TroubleAsync(Visit visit) => world.InTenantAsync(visit.Organisation.Id, async services =>
    {
        var connection = await services.GetRequiredService<PortalDb>().Connections.Select(row => row.Id).SingleAsync();
        var (tokens, ads) = (services.GetRequiredService<AccessTokens>(), services.GetRequiredService<IAdsApi>());
        world.Grants.ExpireAccess(world.Directory.UserBy(Maria)!);
        await ads.DiscoverAsync(connection, CancellationToken.None);
        foreach (var kind in new[] { FaultKind.Html, FaultKind.Reset, FaultKind.Truncate, FaultKind.NoRefreshToken })
        {
            world.Faults.Add(new FaultRule(kind) { Route = "/token" });
            await Record.ExceptionAsync(() => tokens.RefreshAsync(connection, force: true, CancellationToken.None));
        }

        world.Faults.Add(new FaultRule(FaultKind.InternalError) { Route = "/User/Query", Times = 20 });
        Assert.NotNull(await Record.ExceptionAsync(() => ads.DiscoverAsync(connection, CancellationToken.None)));
        world.Faults.Clear();
        world.SharedClock.Advance(TimeSpan.FromHours(2));
        await RefreshAsync(services, visit);
    });

    /// <summary>Every page of the organisation that needs no more than its address.</summary>
    private async Task LookAroundAsync(Visit visit)
    {
        var seen = 0;
        foreach (var endpoint in Routes.All(world).Where(Routes.IsTenants).Where(endpoint => endpoint.RoutePattern.Parameters.Count == 1))
        {
            await visit.Browser.GetAsync($"/{visit.Organisation.Slug}/{Routes.Rest(endpoint)}".TrimEnd('/'));
            seen += visit.Browser.Status == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.True(seen > 5, $"Only {seen} pages were seen.");
    }

    private async Task ReconnectAsync(Visit visit)
    {
        world.Grants.Revoke(world.Directory.UserBy(Maria)!);
        world.SharedClock.Advance(TimeSpan.FromHours(2));
        await world.InTenantAsync(visit.Organisation.Id, services => RefreshAsync(services, visit));
        Assert.NotEmpty(await world.MailsToAsync(visit.Organisation.Members[Role.Admin].Email));
        await visit.StartAgainAsync("Reconnect");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        await visit.Browser.GetAsync(back.Replace("code=M.C5", "code=X.C5", StringComparison.Ordinal));
        await visit.StartAgainAsync("Reconnect");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));
    }

    private static async Task DisconnectAsync(Visit visit)
    {
        var (connection, _) = Assert.Single((await visit.StateAsync()).Connections);
        await visit.Browser.GetAsync($"/{visit.Organisation.Slug}/connections/disconnect/{connection}");
        await visit.Browser.SubmitAsync("Disconnect");
        Assert.Equal(ConnectionState.Disconnected, Assert.Single((await visit.StateAsync()).Connections).State);
    }

    private static Task RefreshAsync(IServiceProvider services, Visit visit) =>
        ActivatorUtilities.CreateInstance<RefreshConnections>(services).RunAsync(visit.Organisation.Id, CancellationToken.None);

    public sealed class World : MicrosoftApp
    {
        internal Collected Collected { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
            builder.ConfigureServices(Collected.Follow);
        }
    }
}

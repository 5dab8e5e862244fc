using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Sync;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Sync;

namespace Portal.Tests.Jobs;

/// <summary>The command itself, as a scheduler starts it. It goes by the machine's clock, and so does the emulator here.</summary>
public sealed class ErrandProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portal-errand-");

    [Fact]
    public async Task It_refreshes_and_syncs_and_ends_without_having_listened()
    {
        var (stage, _) = await SyncStage.OpenAsync(change: options => (options.FrozenAt, options.ExpiresIn, options.ReportPolls) = (null, 500, 0));
        await using var _ = stage;

        var refresh = await RunAsync(stage.Settings, "run", "refresh");
        var sync = await RunAsync(stage.Settings, "run", "sync", "--tenant", "contoso");

        Assert.True(refresh.Exit == 0, string.Join('\n', refresh.Errors));
        Assert.Equal(["contoso: 1 due, 1 refreshed, 0 failed."], refresh.Output);
        Assert.True(sync.Exit == 0, string.Join('\n', sync.Errors));
        Assert.Equal([$"contoso: 1 account, {(await stage.SlicesAsync()).Count} parts done, 0 failed."], sync.Output);
        Assert.Equal(SyncRunState.Succeeded, (await stage.QueryAsync(db => db.SyncRuns.SingleAsync())).State);
        Assert.DoesNotContain(refresh.Errors.Concat(sync.Errors), line => line.Contains("Now listening", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_an_endpoint_set_it_sends_traces_metrics_and_logs_there_before_it_ends()
    {
        await using var stage = await MicrosoftStage.OpenAsync(options => (options.FrozenAt, options.ExpiresIn) = (null, 500));
        await stage.ConnectAsync("maria@northwind.example");
        var received = new ConcurrentDictionary<string, string>();
        var silent = WebApplication.CreateSlimBuilder();
        silent.Logging.ClearProviders();
        await using var collector = silent.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new StreamReader(request.Body, Encoding.Latin1);
            received[signal] = received.GetValueOrDefault(signal, "") + await body.ReadToEndAsync();
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        var (exit, _, errors) = await RunAsync(
            new(stage.Settings) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" },
            "run",
            "refresh");

        Assert.True(exit == 0, string.Join('\n', errors));
        Assert.Equal(["logs", "metrics", "traces"], received.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("run Refresh", received["traces"], StringComparison.Ordinal);
        Assert.Contains(stage.Tenant.TenantId.ToString(), received["traces"], StringComparison.Ordinal);
        Assert.Contains("portal.refreshes", received["metrics"], StringComparison.Ordinal);
        Assert.All(received.Values, body => Assert.DoesNotContain("maria", body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_words_and_a_missing_configuration_end_with_two_and_a_sentence()
    {
        var usage = await RunAsync([], "run", "away");
        var configuration = await RunAsync([], "run", "sync");

        Assert.Equal(2, usage.Exit);
        Assert.Equal(["Usage: Portal run refresh|sync [--tenant SLUG]"], usage.Errors);
        Assert.Equal(2, configuration.Exit);
        Assert.Contains(configuration.Errors, sentence => sentence.StartsWith("MicrosoftAds:ClientId is missing", StringComparison.Ordinal));
        Assert.Empty(configuration.Output);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made_but_told()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var file = Path.Combine(folder.FullName, "elsewhere.db");
        var settings = new Dictionary<string, string?>(stage.Settings) { ["Database:Provider"] = "SQLite", ["Database:Path"] = file, ["Database:JobsPath"] = file };

        var (exit, _, errors) = await RunAsync(settings, "run", "refresh");

        Assert.Equal(2, exit);
        Assert.StartsWith("There is no database", errors[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    public void Dispose() => folder.Delete(true);

    /// <summary>As Staging, because Production refuses the emulator.</summary>
    private Task<(int Exit, string[] Output, string[] Errors)> RunAsync(Dictionary<string, string?> settings, params string[] arguments) => PortalProcess.RunAsync(
        folder,
        new(settings) { ["ASPNETCORE_ENVIRONMENT"] = "Staging", ["DOTNET_ENVIRONMENT"] = "Staging" },
        arguments);
}

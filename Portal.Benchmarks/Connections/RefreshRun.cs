using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Domain.Connections;
using Portal.Emulator;
using Portal.Infrastructure.Connections;

namespace Portal.Benchmarks.Connections;

/// <summary>10,000 connections that are due, refreshed by one process, against a bare loop of the same calls to the emulator, as many at a time.</summary>
internal static class RefreshRun
{
    private const int Due = 10_000;
    private const int AtATime = 20;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        await using var stage = await ConnectionsStage.OpenAsync(50, Due);
        await stage.Process.TokenAsync(stage.Connections[0]);
        var bare = await PerSecondAsync(Due, BareLoop(stage));
        var ours = await PerSecondAsync(Due, number => stage.Process.TokenAsync(stage.Connections[number]));
        var active = (await stage.StatesAsync()).GetValueOrDefault(ConnectionState.Active);

        var table = new Table(output);
        table.Head($"{Due:N0} connections, {AtATime} at a time", "refreshes/s", "active");
        table.Line("a bare loop of calls", bare);
        table.Line("lease, journal, exchange, seal, store", ours, active);
        return Outcome.AtLeast(0.7, active == Due ? ours / bare : 0);
    }

    /// <summary>The call alone: a form sent, an answer read.</summary>
    private static Func<int, Task> BareLoop(ConnectionsStage stage)
    {
        var http = new HttpClient();
        var options = stage.Process.Services.GetRequiredService<IOptions<MicrosoftAdsOptions>>().Value;
        return async _ =>
        {
            using var form = new FormUrlEncodedContent(
            [
                new("client_id", Client.Demo.Id),
                new("client_secret", Client.Demo.Secrets[0]),
                new("grant_type", "refresh_token"),
                new("refresh_token", stage.Spare.Reveal()),
                new("scope", options.EffectiveScope),
            ]);
            using var answer = await http.PostAsync(options.TokenEndpoint, form);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        };
    }

    private static async Task<double> PerSecondAsync(int times, Func<int, Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, times), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (number, _) => await work(number));
        return times / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}

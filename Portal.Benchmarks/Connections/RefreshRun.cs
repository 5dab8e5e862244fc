using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Domain.Connections;
using Portal.Emulator;
using Portal.Infrastructure.Connections;

namespace Portal.Benchmarks.Connections;

/// <summary>
/// 10,000 connections that are due, refreshed by one process, against a bare loop of the same calls to the emulator, as many at a time.
/// Both have run for a while before, as a worker has, and take turns, so that what else the machine does meets both alike.
/// </summary>
internal static class RefreshRun
{
    private const int Rounds = 10;
    private const int InRound = 1_000;
    private const int WarmUp = 3_000;
    private const int AtATime = 20;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        await using var stage = await ConnectionsStage.OpenAsync(50, WarmUp + (Rounds * InRound));
        var loop = BareLoop(stage);
        await TakeAsync(0, WarmUp, loop);
        await TakeAsync(0, WarmUp, number => stage.Process.TokenAsync(stage.Connections[number]));
        var (bare, ours) = (new List<Figure>(), new List<Figure>());
        for (var round = 0; round < Rounds; round++)
        {
            var first = WarmUp + (round * InRound);
            bare.Add(await TakeAsync(first, InRound, loop));
            ours.Add(await TakeAsync(first, InRound, number => stage.Process.TokenAsync(stage.Connections[number])));
        }

        var lost = stage.Connections.Count - (await stage.StatesAsync()).GetValueOrDefault(ConnectionState.Active);
        var table = new Table(output);
        table.Head($"{Rounds * InRound:N0} connections, {AtATime} at a time, median of {Rounds} rounds", "refreshes/s", "CPU, ms each", "lost");
        table.Line("a bare loop of calls", bare.Select(one => one.PerSecond).Median(), bare.Select(one => one.Cpu).Median());
        table.Line("lease, journal, exchange, seal, store", ours.Select(one => one.PerSecond).Median(), ours.Select(one => one.Cpu).Median(), lost);
        return Outcome.AtLeast(0.7, lost == 0 ? ours.Zip(bare, (our, its) => our.PerSecond / its.PerSecond).Median() : 0);
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

    private static async Task<Figure> TakeAsync(int first, int times, Func<int, Task> work)
    {
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Parallel.ForEachAsync(Enumerable.Range(first, times), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (number, _) => await work(number));
        return new(times / Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / times);
    }

    /// <param name="PerSecond">How many in a second.</param>
    /// <param name="Cpu">What one took of the processor, in milliseconds, the emulator's part included.</param>
    private sealed record Figure(double PerSecond, double Cpu);
}

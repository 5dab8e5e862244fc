using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Domain.Connections;
using Portal.Emulator;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;

namespace Portal.Benchmarks.Connections;

/// <summary>
/// Connections that are due, refreshed by one process, against a bare loop of the same calls to the emulator, as many at a time. Both have
/// run for a while before, as a worker has, and take turns, so that what else the machine does meets both alike. The goal is for a token
/// endpoint that answers after 50 ms, quick for one across a network; the emulator's own answer, from this process and out of memory in a
/// fraction of a millisecond, leaves nothing but our two commits to be measured, and is shown beside it.
/// </summary>
internal static class RefreshRun
{
    private const int Rounds = 10;
    private const int InRound = 1_000;
    private const int RoundsAtOnce = 3;
    private const int WarmUp = 2_000;
    private const int AtATime = 20;
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(50);

    public static async Task<Outcome> Measure(TextWriter output)
    {
        await using var stage = await ConnectionsStage.OpenAsync(50, WarmUp + ((RoundsAtOnce + Rounds) * InRound));
        var loop = BareLoop(stage);
        await TakeAsync(0, WarmUp, loop);
        await TakeAsync(0, WarmUp, number => stage.Process.TokenAsync(stage.Connections[number]));
        var atOnce = await InTurnsAsync(stage, loop, WarmUp, RoundsAtOnce);
        stage.Faults.Add(new FaultRule(FaultKind.Latency) { Route = "/token", Times = null, Delay = Answer });
        var measured = await InTurnsAsync(stage, loop, WarmUp + (RoundsAtOnce * InRound), Rounds);

        var lost = stage.Connections.Count - (await stage.StatesAsync()).GetValueOrDefault(ConnectionState.Active);
        var table = new Table(output);
        table.Head($"{Rounds * InRound:N0} connections, {AtATime} at a time, medians", "refreshes/s", "CPU, ms each", "lost");
        Lines(table, $"answers after {Answer.TotalMilliseconds} ms", measured, lost);
        Lines(table, "answers at once", atOnce, lost);
        return Outcome.AtLeast(0.7, lost == 0 ? measured.Select(round => round.Ours.PerSecond / round.Bare.PerSecond).Median() : 0);
    }

    private static void Lines(Table table, string when, IReadOnlyList<Round> rounds, int lost)
    {
        table.Line($"a bare loop of calls, {when}", rounds.Select(round => round.Bare.PerSecond).Median(), rounds.Select(round => round.Bare.Cpu).Median());
        table.Line($"lease, journal, exchange, seal, store, {when}", rounds.Select(round => round.Ours.PerSecond).Median(), rounds.Select(round => round.Ours.Cpu).Median(), lost);
    }

    private static async Task<IReadOnlyList<Round>> InTurnsAsync(ConnectionsStage stage, Func<int, Task> loop, int first, int rounds)
    {
        var taken = new List<Round>();
        for (var round = 0; round < rounds; round++)
        {
            var from = first + (round * InRound);
            var bare = await TakeAsync(from, InRound, loop);
            taken.Add(new(bare, await TakeAsync(from, InRound, number => stage.Process.TokenAsync(stage.Connections[number]))));
        }

        return taken;
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

    private sealed record Round(Figure Bare, Figure Ours);
}

using System.Diagnostics;
using System.Globalization;
using Portal.Domain.Connections;
using Portal.Emulator.Traffic;

namespace Portal.Benchmarks.Connections;

/// <summary>
/// Processes that refresh one connection after the other are killed (<c>kill -9</c>) at random moments; afterwards every connection must
/// give a token again within a minute, without anybody signing in. <c>KILLS</c> in the environment sets how many.
/// </summary>
internal static class KillsRun
{
    private const int Side = 4;
    private const int OfConnections = 400;
    private static readonly TimeSpan LongestHealing = TimeSpan.FromMinutes(1);

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 2000;
        await using var stage = await ConnectionsStage.OpenAsync(4, OfConnections);
        stage.Faults.Add(new FaultRule(FaultKind.Latency) { Route = "/token", Times = null, Delay = TimeSpan.FromMilliseconds(20) });
        var (left, ended) = (kills, 0);
        await Task.WhenAll(Enumerable.Range(0, Side).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                if (!await KillOneAsync(stage))
                {
                    Interlocked.Increment(ref ended);
                }
            }
        })));
        stage.Faults.Clear();

        var started = Stopwatch.GetTimestamp();
        var healed = await Task.WhenAll(stage.Connections.Select(connection => HealsAsync(stage, connection)));
        var took = Stopwatch.GetElapsedTime(started);
        var wrong = OfConnections - (await stage.StatesAsync()).GetValueOrDefault(ConnectionState.Active);

        var table = new Table(output);
        table.Head($"{OfConnections} connections, {Side} processes at a time", "kills", "not by us", "exchanges", "healed", "wrong state", "last after, s");
        table.Line("kill -9 during refreshes", kills - ended, ended, stage.Exchanges(), healed.Count(one => one), wrong, took.TotalSeconds);
        return Outcome.AtMost(LongestHealing.TotalSeconds, healed.All(one => one) && wrong == 0 && ended == 0 ? took.TotalSeconds : double.PositiveInfinity);
    }

    /// <returns>False when the process had ended by itself, which it must not; what it said stands in the output.</returns>
    private static async Task<bool> KillOneAsync(ConnectionsStage stage)
    {
        using var child = stage.StartChild("refresh");
        try
        {
            await child.StandardOutput.ReadLineAsync();
            await child.StandardInput.WriteLineAsync(string.Join(' ', stage.Connections.Select(Child.Format)));
            await child.StandardInput.FlushAsync();
            await child.StandardOutput.ReadLineAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(0, 400)), TimeProvider.System);
        }
        catch (IOException)
        {
            // It has ended already, so nothing can be written to it.
        }

        var lives = !child.HasExited;
        child.Kill();
        await child.WaitForExitAsync();
        return lives;
    }

    /// <summary>As the timetable does it: asked again until it comes.</summary>
    private static async Task<bool> HealsAsync(ConnectionsStage stage, OwnedConnection connection)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < LongestHealing + TimeSpan.FromSeconds(30))
        {
            try
            {
                await stage.Process.TokenAsync(connection, force: true);
                return true;
            }
            catch (Portal.Domain.Ads.AdsApiException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            }
        }

        return false;
    }
}

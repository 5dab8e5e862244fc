using System.Globalization;
using System.Net.Http.Json;

namespace Portal.Benchmarks.Life;

/// <summary>
/// The time of an emulator in another process, whose clock stands still. As with SharedTime a short wait is over at once, and here its time
/// passes for the emulator as well. One process at a time lives by it.
/// </summary>
internal sealed class DistantTime(HttpClient http) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset now;

    /// <summary>Looks what time it is: somebody else may have moved the clock.</summary>
    public async Task LookAsync() => now = (await http.GetFromJsonAsync<Reading>("/__emulator/clock") ?? throw new InvalidOperationException("The emulator has no clock.")).Now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public void Advance(TimeSpan step)
    {
        lock (gate)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/__emulator/clock/advance") { Content = JsonContent.Create(new { By = step.ToString("c", CultureInfo.InvariantCulture) }) };
            using var answer = http.Send(request);
            answer.EnsureSuccessStatusCode();
            now += step;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > LongestWait)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Advance(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed record Reading(DateTimeOffset Now);
}

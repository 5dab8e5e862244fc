using Microsoft.Extensions.DependencyInjection;
using Portal.Emulator;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Sync;

/// <summary>
/// How long small organisations wait for their syncs beside one of 500 accounts that is in the middle of its own, against the same
/// without it. The two alternate, so that a machine that gets slower does so for both. The big one is another in each round, and suspended
/// afterwards: nobody has to wait for its end.
/// </summary>
internal static class FairnessRun
{
    private const int Small = 50;
    private const int AccountsOfSmall = 2;
    private const int Big = 500;
    private const int Rounds = 2;

    /// <summary>A call to Microsoft takes longer than one to this machine.</summary>
    private static readonly TimeSpan OneCall = TimeSpan.FromMilliseconds(150);

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var emulator = EmulatorHost.Build(new EmulatorOptions { Urls = "http://127.0.0.1:0", ExpiresIn = 3600, Scale = new Scale { Accounts = 2_000, CampaignsPerAccount = 20, DaysOfHistory = 30 } });
        await emulator.StartAsync();
        emulator.Services.GetRequiredService<Reports>().MostPending = int.MaxValue;
        await using var without = new FairnessPortal(emulator.Urls.First());
        await using var beside = new FairnessPortal(emulator.Urls.First());
        without.Start();
        beside.Start();
        var alone = await without.FoundAsync("small", Small, AccountsOfSmall, Big * Rounds);
        var together = await beside.FoundAsync("small", Small, AccountsOfSmall, Big * Rounds);
        var big = await beside.FoundAsync("big", Rounds, Big, 0);
        emulator.Services.GetRequiredService<Faults>().Add(new FaultRule(FaultKind.Latency) { Times = null, Delay = OneCall });

        var (quiet, busy, left) = (new List<double>(), new List<double>(), new List<int>());
        await RoundAsync(without, alone);
        await RoundAsync(beside, together);
        for (var round = 0; round < Rounds; round++)
        {
            quiet.AddRange(await RoundAsync(without, alone));
            await beside.SyncAsync(big[round]);
            busy.AddRange(await RoundAsync(beside, together));
            left.Add(await beside.InLineAsync(big[round]));
            await beside.SuspendAsync(big[round]);
        }

        var table = new Table(output);
        table.Head($"{Small} organisations with {AccountsOfSmall} accounts", "median, s", "p95, s", "of the big one's accounts left");
        table.Line("alone", quiet.Median(), quiet.Percentile(95));
        table.Line($"beside one with {Big} accounts", busy.Median(), busy.Percentile(95), left.Min());
        await emulator.StopAsync();

        // When the big one had ended before them, it was not beside them.
        return left.Min() == 0 ? Outcome.AtMost(1.10, double.PositiveInfinity) : Outcome.Worst(Outcome.AtMost(1.10, busy.Median() / quiet.Median()), Outcome.AtMost(1.10, busy.Percentile(95) / quiet.Percentile(95)));
    }

    private static async Task<IReadOnlyList<double>> RoundAsync(FairnessPortal portal, IReadOnlyList<PortalTenant> tenants)
    {
        await Parallel.ForEachAsync(tenants, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (tenant, _) => await portal.SyncAsync(tenant));
        return await portal.SecondsAsync(tenants);
    }
}

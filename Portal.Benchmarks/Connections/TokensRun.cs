using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Connections;

/// <summary>
/// What a background call for a token costs that needs no refresh: from memory, and from the database after another process has
/// refreshed the grant.
/// </summary>
internal static class TokensRun
{
    private const int OfConnections = 50;
    private const int Warm = 500;
    private const int FromMemory = 20_000;
    private const int FromDatabase = 2_000;
    private const double MostFromMemory = 1_000;
    private const double MostFromDatabase = 10_000;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        await using var stage = await ConnectionsStage.OpenAsync(5, OfConnections);
        await using var other = stage.AnotherProcess();
        foreach (var connection in stage.Connections)
        {
            await stage.Process.TokenAsync(connection);
        }

        await MemoryAsync(stage, Warm);
        await DatabaseAsync(stage, other, Warm);
        var memory = await MemoryAsync(stage, FromMemory);
        var database = await DatabaseAsync(stage, other, FromDatabase);

        var table = new Table(output);
        table.Head("microseconds for a token", "calls", "p50", "p99", "p99, goal");
        table.Line("from memory", memory.Length, memory.Median(), memory.Percentile(99), MostFromMemory);
        table.Line("from the database, where another process refreshed it", database.Length, database.Median(), database.Percentile(99), MostFromDatabase);
        return Outcome.Worst(Outcome.AtMost(MostFromMemory, memory.Percentile(99)), Outcome.AtMost(MostFromDatabase, database.Percentile(99)));
    }

    private static async Task<double[]> MemoryAsync(ConnectionsStage stage, int calls)
    {
        var took = new double[calls];
        for (var call = 0; call < calls; call++)
        {
            took[call] = await TimedAsync(stage.Process, stage.Connections[call % OfConnections]);
        }

        return took;
    }

    private static async Task<double[]> DatabaseAsync(ConnectionsStage stage, PortalProcess other, int calls)
    {
        var took = new double[calls];
        for (var call = 0; call < calls; call++)
        {
            var connection = stage.Connections[call % OfConnections];
            var theirs = await other.TokenAsync(connection, force: true);
            await ForgetAsync(stage.Process, connection);
            took[call] = await TimedAsync(stage.Process, connection);
            var ours = await stage.Process.TokenAsync(connection);
            if (ours.Reveal() != theirs.Reveal())
            {
                throw new InvalidOperationException("The call refreshed instead of reading.");
            }
        }

        return took;
    }

    private static async Task<double> TimedAsync(PortalProcess process, OwnedConnection connection)
    {
        var started = Stopwatch.GetTimestamp();
        await process.TokenAsync(connection);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }

    /// <summary>So that each call counts: by itself, memory would trust its own token for half a minute.</summary>
    private static async Task ForgetAsync(PortalProcess process, OwnedConnection owned)
    {
        var tenant = await process.Services.GetRequiredService<TenantStore>().GetAsync(owned.Tenant.ToString()) ?? throw new InvalidOperationException("The tenant is gone.");
        await process.InTenantAsync(tenant, services =>
        {
            services.GetRequiredService<AccessTokens>().Forget(owned.Connection);
            return Task.FromResult(true);
        });
    }
}

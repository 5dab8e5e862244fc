using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;
using Portal.Emulator;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;

namespace Portal.Benchmarks.Connections;

/// <summary>
/// The token endpoint answers 503 for two hours while 1,000 connections of 20 tenants live by the timetable: how many minutes after its
/// end all have fresh tokens. Nobody may be told or marked broken, and the return must not come all in one minute.
/// </summary>
internal static class OutageRun
{
    private const int Tenants = 20;
    private const int OfConnections = 1_000;
    private const int OutageMinutes = 120;
    private const int RefreshEvery = 5;
    private const double MostMinutes = 5;

    public static async Task<Outcome> Measure(TextWriter output)
    {
        EmulatorClock? shared = null;
        await using var stage = await ConnectionsStage.OpenAsync(
            Tenants,
            OfConnections,
            options => options.FrozenAt = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero),
            clock => new SharedTime(shared = clock));
        var time = shared ?? throw new InvalidOperationException("The emulator has no clock.");

        stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/token", Times = null });
        for (var minute = 0; minute < OutageMinutes; minute++)
        {
            await MinuteAsync(stage, time, minute);
        }

        var during = stage.Exchanges();
        stage.Faults.Clear();
        stage.Log.Clear();
        var (took, peak, before) = (0, 0, 0);
        while (await StaleAsync(stage, time) > 0 && took < 60)
        {
            await MinuteAsync(stage, time, OutageMinutes + took++);
            (peak, before) = (Math.Max(peak, stage.Exchanges() - before), stage.Exchanges());
        }

        var broken = OfConnections - (await stage.StatesAsync()).GetValueOrDefault(ConnectionState.Active);
        var mails = await stage.Process.InNoTenantAsync(services => services.GetRequiredService<PortalDb>().Mails.CountAsync());
        var table = new Table(output);
        table.Head($"{OfConnections:N0} connections of {Tenants} tenants", "calls during", "minutes after", "most calls/min", "broken", "mails");
        table.Line($"{OutageMinutes} minutes of 503", during, took, peak, broken, mails);
        return Outcome.AtMost(MostMinutes, broken == 0 && mails == 0 ? took : double.PositiveInfinity);
    }

    /// <summary>What the timetable starts in this minute, and then the minute passes.</summary>
    private static async Task MinuteAsync(ConnectionsStage stage, EmulatorClock time, int minute)
    {
        var tenants = (await stage.Process.Services.GetRequiredService<TenantStore>().GetAllAsync()).OrderBy(tenant => tenant.Identifier, StringComparer.Ordinal).ToList();
        foreach (var tenant in tenants.Where((_, at) => at % RefreshEvery == minute % RefreshEvery))
        {
            await stage.Process.InTenantAsync(tenant, async services =>
            {
                await ActivatorUtilities.CreateInstance<RefreshConnections>(services).RunAsync(tenant.TenantId, CancellationToken.None);
                return true;
            });
        }

        time.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task<int> StaleAsync(ConnectionsStage stage, EmulatorClock time)
    {
        var now = time.GetUtcNow();
        return await stage.Process.InNoTenantAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            using var all = new SystemScope(db, "a measurement counts stale tokens");
            return await db.Grants.AcrossTenants(all).CountAsync(grant => grant.AccessTokenExpiresAt <= now);
        });
    }
}

using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Benchmarks.Connections;
using Portal.Domain.Sync;
using Portal.Emulator;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Life;

/// <summary>
/// The syncs of a tenant, each in a process that may be killed in the middle, and the books about the reports that were asked for: by the
/// emulator's log each slice has one, one more for each that came out wrong, and one for each answer that was lost with its process.
/// </summary>
internal sealed class LifeCourse(ConnectionsStage stage, PortalTenant tenant, EmulatorClock clock, Random dice) : IAsyncDisposable
{
    /// <summary>What takes up the work of lost processes does so after a quarter of an hour.</summary>
    private static readonly TimeSpan UntilTakenUp = TimeSpan.FromMinutes(16);

    private Process? child;
    private int usual = 100;
    private int lostNow;

    public int Syncs { get; private set; }

    public int Kills { get; private set; }

    public int Restarts { get; private set; }

    /// <summary>Requests that an injected fault met.</summary>
    public int Faults { get; private set; }

    /// <summary>Files that a person had to look at, because they remove much.</summary>
    public int Approved { get; private set; }

    /// <summary>Answers with a report's id that came back to no process: it was killed between the answer and the next statement.</summary>
    public int Lost { get; private set; }

    /// <summary>Reports that were asked for once more though their first one was good.</summary>
    public int AskedTwice { get; private set; }

    /// <param name="spoiled">How many of the sync's reports come out wrong, and must be asked for anew.</param>
    /// <param name="kills">How often its process is killed in the middle.</param>
    /// <param name="midway">What happens in the middle.</param>
    public async Task SyncAsync(int spoiled = 0, int kills = 0, Action? midway = null)
    {
        var before = await AskedForAsync();
        (Syncs, lostNow) = (Syncs + 1, 0);
        stage.Log.Clear();
        var done = Begin();
        if (midway is not null)
        {
            await ReachMiddleAsync(done);
            midway();
        }

        for (var kill = 0; kill < kills; kill++)
        {
            await ReachMiddleAsync(done);
            if (done.IsCompleted)
            {
                break;
            }

            await KillAsync(before);
            done = Begin();
        }

        if (await done != "done")
        {
            throw new InvalidOperationException("The process that syncs ended by itself.");
        }

        Faults += stage.Log.Entries.Count(entry => entry.Fault is not null);
        usual = kills == 0 && spoiled == 0 ? Math.Max(20, stage.Log.Entries.Count) : usual;
        AskedTwice += Math.Max(0, Accepted() - (await AskedForAsync() - before) - spoiled - lostNow);
        Lost += lostNow;
    }

    /// <summary>As an admin who looks under Sync: files that were held back because they remove much may be applied at the next sync.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> ApproveAsync() => stage.Process.InTenantAsync(tenant, async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        var held = await db.EntitySyncs.Where(one => one.HeldAt != null && one.ApprovedAt == null).ToListAsync();
        held.ForEach(one => one.Approve(clock.GetUtcNow()));
        await db.SaveChangesAsync();
        Approved += held.Count;
        return held.Count;
    });

    /// <summary>The process ends in peace; the next sync has another one.</summary>
    public async Task RestartAsync()
    {
        if (child is not null)
        {
            child.StandardInput.Close();
            await child.WaitForExitAsync();
            child.Dispose();
            (child, Restarts) = (null, Restarts + 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (child is not null)
        {
            child.Kill();
            await child.WaitForExitAsync();
            child.Dispose();
        }
    }

    private Task<string?> Begin()
    {
        child ??= stage.StartChild(LifeChild.Word, tenant.TenantId.ToString());
        child.StandardInput.WriteLine("sync");
        child.StandardInput.Flush();
        return ReadAsync(child);
    }

    private static async Task<string?> ReadAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync();
        return line == "ready" ? await process.StandardOutput.ReadLineAsync() : line;
    }

    /// <summary>A number of requests from now, and a moment more.</summary>
    private async Task ReachMiddleAsync(Task done)
    {
        var until = stage.Log.Entries.Count + dice.Next(3, usual * 3 / 4);
        while (!done.IsCompleted && stage.Log.Entries.Count < until)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(0, 20)), TimeProvider.System);
    }

    private async Task KillAsync(int before)
    {
        var process = child ?? throw new InvalidOperationException("There is no process.");
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        (child, Kills) = (null, Kills + 1);

        // One account at a time is advanced, so no more than one answer can have been under way.
        lostNow += Math.Clamp(Accepted() - (await AskedForAsync() - before) - lostNow, 0, 1);
        clock.Advance(UntilTakenUp);
    }

    private int Accepted() => stage.Log.Entries.Count(entry => entry.Status == 200 && entry.Path.EndsWith("/GenerateReport/Submit", StringComparison.OrdinalIgnoreCase));

    private Task<int> AskedForAsync() => stage.Process.InTenantAsync(tenant, services =>
        services.GetRequiredService<PortalDb>().SyncSlices.CountAsync(slice => slice.Kind > SliceKind.Reports && slice.ReportRequestId != null));
}

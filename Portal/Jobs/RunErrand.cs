using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>
/// Does an errand for the organisations that it names, and reports. It may run beside workers and other errands: leases in the database keep
/// anything from being done twice.
/// </summary>
internal sealed class RunErrand(TenantStore tenants, ErrandParts parts, SyncErrand sync)
{
    /// <returns>The exit code; see <see cref="Errands"/>.</returns>
    public async Task<int> RunAsync(Errand errand, TextWriter report, TextWriter errors, CancellationToken ct)
    {
        var all = await tenants.GetAllAsync();
        var chosen = all.Where(tenant => errand.Slug is null || tenant.Identifier == errand.Slug).OrderBy(tenant => tenant.Identifier, StringComparer.Ordinal).ToList();
        if (chosen.Count == 0 && errand.Slug is { } slug)
        {
            await errors.WriteLineAsync($"No organisation has the address {slug}.");
            return Errands.Unusable;
        }

        foreach (var tenant in chosen.Where(tenant => tenant.IsSuspended))
        {
            await report.WriteLineAsync($"{tenant.Identifier}: suspended, so nothing is done.");
        }

        var active = chosen.Where(tenant => !tenant.IsSuspended).ToList();
        try
        {
            return await (errand.Kind == ErrandKind.Refresh ? RefreshAsync(active, report, ct) : sync.RunAsync(active, report, ct)) ? Errands.Done : Errands.Failed;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await report.WriteLineAsync("Stopped; the next call goes on.");
            return Errands.Failed;
        }
    }

    private async Task<bool> RefreshAsync(List<PortalTenant> active, TextWriter report, CancellationToken ct)
    {
        var isWell = true;
        foreach (var tenant in active)
        {
            isWell &= await parts.DoAsync(ErrandKind.Refresh, tenant, report, services => RefreshAsync(services.GetRequiredService<RefreshDue>(), tenant, report, ct), ct);
        }

        return isWell;
    }

    private static async Task<bool> RefreshAsync(RefreshDue refresh, PortalTenant tenant, TextWriter report, CancellationToken ct)
    {
        var due = await refresh.RunAsync(ct);
        await report.WriteLineAsync($"{tenant.Identifier}: {due.Refreshed + due.Failed.Count} due, {due.Refreshed} refreshed, {due.Failed.Count} failed.");
        foreach (var (connection, sentence) in due.Failed)
        {
            await report.WriteLineAsync($"{tenant.Identifier}: connection {connection}: {sentence}");
        }

        return due.Failed.Count == 0;
    }
}

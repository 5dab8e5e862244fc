using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Telemetry;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>
/// Does an errand, organisation by organisation, and reports. It may run beside workers and other errands: leases in the database keep
/// anything from being done twice.
/// </summary>
internal sealed partial class RunErrand(TenantStore tenants, IServiceScopeFactory scopes, SyncErrand sync, ILogger<RunErrand> logger)
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

        var isWell = true;
        foreach (var tenant in chosen)
        {
            isWell &= await OfTenantAsync(errand.Kind, tenant, report, ct);
        }

        return isWell ? Errands.Done : Errands.Failed;
    }

    /// <summary>An organisation with trouble of whatever kind does not keep the others waiting.</summary>
    private async Task<bool> OfTenantAsync(ErrandKind kind, PortalTenant tenant, TextWriter report, CancellationToken ct)
    {
        if (tenant.IsSuspended)
        {
            await report.WriteLineAsync($"{tenant.Identifier}: suspended, so nothing is done.");
            return true;
        }

        using var span = Spans.OfErrand($"run {kind}", tenant.Id);
        try
        {
            return kind == ErrandKind.Refresh ? await RefreshAsync(tenant, report, ct) : await sync.RunAsync(tenant, report, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await report.WriteLineAsync($"{tenant.Identifier}: stopped; the next call goes on.");
            return false;
        }
        catch (Exception fault)
        {
            Log.Failed(logger, tenant.TenantId.Value, fault);
            span.Fail(fault.GetType().Name);
            await report.WriteLineAsync($"{tenant.Identifier}: failed ({fault.GetType().Name}); the log on standard error says more.");
            return false;
        }
    }

    private async Task<bool> RefreshAsync(PortalTenant tenant, TextWriter report, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenant);
        var due = await scope.ServiceProvider.GetRequiredService<RefreshDue>().RunAsync(ct);
        await report.WriteLineAsync($"{tenant.Identifier}: {due.Refreshed + due.Failed.Count} due, {due.Refreshed} refreshed, {due.Failed.Count} failed.");
        foreach (var (connection, sentence) in due.Failed)
        {
            await report.WriteLineAsync($"{tenant.Identifier}: connection {connection}: {sentence}");
        }

        return due.Failed.Count == 0;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The errand failed for tenant {Tenant}.")]
        public static partial void Failed(ILogger logger, Guid tenant, Exception fault);
    }
}

using Portal.Infrastructure.Telemetry;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>Does the parts of an errand, each within one organisation. Trouble of whatever kind is reported and keeps nobody else waiting.</summary>
internal sealed partial class ErrandParts(IServiceScopeFactory scopes, ILogger<ErrandParts> logger)
{
    /// <summary>Whether it went well, as the part itself says; not when it failed.</summary>
    public async Task<bool> DoAsync(ErrandKind kind, PortalTenant tenant, TextWriter report, Func<IServiceProvider, Task<bool>> part, CancellationToken ct)
    {
        using var span = Spans.OfErrand($"run {kind}", tenant.Id);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenant);
            return await part(scope.ServiceProvider);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Log.Failed(logger, tenant.TenantId.Value, fault);
            span.Fail(fault.GetType().Name);
            await report.WriteLineAsync($"{tenant.Identifier}: failed ({fault.GetType().Name}); the log on standard error says more.");
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The errand failed for tenant {Tenant}.")]
        public static partial void Failed(ILogger logger, Guid tenant, Exception fault);
    }
}

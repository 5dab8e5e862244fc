using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Sets the request's tenant from the route. No tenant in the route: the request goes on without one. An unknown one: 404.</summary>
internal sealed partial class MultiTenantMiddleware<T>(RequestDelegate next, IMultiTenantStrategy strategy, ILogger<MultiTenantMiddleware<T>> logger)
    where T : class, ITenantInfo
{
    public async Task InvokeAsync(HttpContext context, IMultiTenantStore<T> store, IMultiTenantContextSetter<T> setter)
    {
        if (await strategy.GetIdentifierAsync(context) is not { } identifier)
        {
            await next(context);
            return;
        }

        T? tenant;
        try
        {
            tenant = await store.GetByIdentifierAsync(identifier);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.StoreFailed(logger, fault);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (tenant is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Activity.Current?.SetTag(Spans.TenantId, tenant.Id);
        using (setter.Use(tenant))
        using (logger.BeginScope(new Dictionary<string, object> { ["TenantId"] = tenant.Id }))
        {
            await next(context);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The tenant store could not answer.")]
        public static partial void StoreFailed(ILogger logger, Exception fault);
    }
}

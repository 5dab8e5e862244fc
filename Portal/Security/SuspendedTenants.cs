using Portal.Infrastructure.Tenancy;

namespace Portal.Security;

/// <summary>Members of a suspended organisation get a page that says so and why, whatever they asked for.</summary>
internal sealed class SuspendedTenants(RequestDelegate next)
{
    /// <summary>The tenant whose suspension ended the request; read by the error page.</summary>
    public static PortalTenant? Of(HttpContext context) => context.Items[typeof(SuspendedTenants)] as PortalTenant;

    // By the route's tenant: the error page is asked for in the same request, outside the tenant, and must come through.
    public async Task InvokeAsync(HttpContext context, CurrentMember member, IMultiTenantContextAccessor<PortalTenant> accessor)
    {
        if (!member.IsKnown || accessor.MultiTenantContext.TenantInfo is not { IsSuspended: true } tenant)
        {
            await next(context);
            return;
        }

        context.Items[typeof(SuspendedTenants)] = tenant;
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }
}

using Portal.Infrastructure.Tenancy;

namespace Portal.Security;

/// <summary>Members of a suspended organisation get a page that says so and why, whatever they asked for.</summary>
internal sealed class SuspendedTenants(RequestDelegate next)
{
    /// <summary>The tenant whose suspension ended the request; read by the error page.</summary>
    public static PortalTenant? Of(HttpContext context) => context.Items[typeof(SuspendedTenants)] as PortalTenant;

    public async Task InvokeAsync(HttpContext context, CurrentMember member)
    {
        if (!member.IsKnown || !member.Tenant.IsSuspended)
        {
            await next(context);
            return;
        }

        context.Items[typeof(SuspendedTenants)] = member.Tenant;
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }
}

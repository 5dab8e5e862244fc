using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Security;

/// <summary>
/// After authentication: in a tenant's path, somebody signed in who is no member gets 404, as if the tenant did not exist. Nobody
/// signed in goes on, to be sent to the sign-in page by the policy.
/// </summary>
internal sealed class MembershipOfRequest(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IMultiTenantContextAccessor<PortalTenant> accessor, PortalDb db, CurrentMember member)
    {
        if (accessor.MultiTenantContext.TenantInfo is { } tenant && PortalPrincipal.PersonOf(context.User) is { } person)
        {
            var membership = await db.Memberships.AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == person.Id, context.RequestAborted);
            if (membership is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            member.Enter(tenant, person, membership);
        }

        await next(context);
    }
}

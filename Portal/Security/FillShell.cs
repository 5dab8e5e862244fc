using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Connections;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;

namespace Portal.Security;

/// <summary>Fills the <see cref="Shell"/> before a page's handler runs, so that handler and layout speak of the same tenant and zone.</summary>
internal sealed class FillShell(Shell shell, CurrentMember member, PortalDb db) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var user = context.HttpContext.User;
        var isOperator = user.HasClaim(claim => claim.Type == PortalPrincipal.OperatorClaim);
        if (member.IsKnown)
        {
            var broken = await db.Connections.CountAsync(row => row.State == ConnectionState.NeedsReconnect, context.HttpContext.RequestAborted);
            var incidents = await db.Incidents.CountAsync(row => row.ClosedAt == null, context.HttpContext.RequestAborted);
            shell.Zone = TimeZoneInfo.FindSystemTimeZoneById(member.Tenant.TimeZone);
            shell.Model = new(member.Tenant.Name ?? "", member.Tenant.Identifier, member.Person.Name, member.Role.ToString(), broken, incidents, isOperator);
        }
        else if (PortalPrincipal.PersonOf(user) is { } person)
        {
            shell.Model = new("", "", person.Name, null, 0, 0, isOperator);
        }

        await next();
    }
}

using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Jobs;

/// <summary>A job of a suspended or deleted tenant is dropped when its turn comes, with the reason; the timetable makes new ones once the tenant is back.</summary>
public sealed class SuspendedTenantsRest(IServiceScopeFactory scopes) : IElectStateFilter
{
    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is not ProcessingState || TenantOfJob.Of(context.BackgroundJob.Job) is not { } id)
        {
            return;
        }

        using var scope = scopes.CreateScope();
        var state = scope.ServiceProvider.GetRequiredService<PortalDb>().Tenants.Where(tenant => tenant.Id == id).Select(tenant => (TenantState?)tenant.State).FirstOrDefault();
        if (state != TenantState.Active)
        {
            context.CandidateState = new DeletedState { Reason = state is null ? "The organisation no longer exists." : "The organisation is suspended." };
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Incidents;

/// <summary>
/// Asks, while a failure of one tenant is being settled, what it looks like across all. In a scope of its own, without a tenant: nothing
/// that the caller has not saved is saved along.
/// </summary>
public sealed class FleetFaults(IServiceScopeFactory scopes)
{
    public async Task<bool> CoversAsync(TokenFailure failure)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OperatorIncidents>().CoversAsync(failure);
    }
}

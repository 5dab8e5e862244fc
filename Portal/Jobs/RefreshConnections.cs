using Hangfire;
using Portal.Domain;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Connections;

namespace Portal.Jobs;

/// <summary>Refreshes the tenant's grants that are due.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class RefreshConnections(RefreshDue refresh)
{
    public Task RunAsync(Id<Tenant> tenant, CancellationToken ct) => refresh.RunAsync(ct);
}

using Portal.Domain;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Connections;

namespace Portal.Jobs;

/// <summary>Seals a tenant's tokens anew with its newest data key. What it leaves, the hourly purge does.</summary>
public sealed class ResealTenant(ResealedTokens tokens)
{
    public Task RunAsync(Id<Tenant> tenant, CancellationToken ct) => tokens.RunAsync(ct);
}

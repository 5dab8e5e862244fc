using Hangfire;
using Portal.Infrastructure.Incidents;

namespace Portal.Jobs;

/// <summary>For the operators: closes incidents that are over, and warns of a client secret that ends soon.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class WatchFleet(OperatorIncidents incidents, SecretWarning secret)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await incidents.FollowAsync(ct);
        await secret.WarnAsync(ct);
    }
}

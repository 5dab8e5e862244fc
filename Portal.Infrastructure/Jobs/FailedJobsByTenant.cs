using Hangfire;
using Portal.Domain;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Jobs;

/// <summary>How many jobs of each tenant have failed for good and wait for somebody.</summary>
public static class FailedJobsByTenant
{
    private const int Most = 1000;

    /// <summary>Counts the newest thousand failures; more than that is one incident, not many.</summary>
    public static IReadOnlyDictionary<Id<Tenant>, int> Count(JobStorage storage) => storage.GetMonitoringApi()
        .FailedJobs(0, Most)
        .Select(job => TenantOfJob.Of(job.Value?.Job))
        .OfType<Id<Tenant>>()
        .GroupBy(tenant => tenant)
        .ToDictionary(group => group.Key, group => group.Count());
}

using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Telemetry;

public static class HealthServices
{
    /// <summary>One that takes longer does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", timeout: Patience)
            .AddCheck<JobsHealth>("jobs", timeout: Patience)
            .AddCheck<KeysHealth>("keys", timeout: Patience);
        return services;
    }
}

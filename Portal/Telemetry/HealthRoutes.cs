using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Telemetry;

/// <summary>For load balancers and orchestrators, who do not sign in: names and states, and nothing that a stranger could use.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Alive is a process that answers; whether it can work is for the other one to say: starting it again would not bring a database back.
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new { state = Word(report.Status), parts = report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status)) },
        context.RequestAborted);

    private static string Word(HealthStatus status) => status == HealthStatus.Healthy ? "healthy" : "unhealthy";
}

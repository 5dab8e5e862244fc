using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Instrumentation.Http;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Portal.Infrastructure.Ads;

namespace Portal.Infrastructure.Telemetry;

public static class TelemetryServices
{
    /// <summary>
    /// Sends traces, metrics and logs to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; the other variables of the standard hold as well
    /// (https://opentelemetry.io/docs/specs/otel/protocol/exporter). Without it nothing listens, and nothing is collected.
    /// </summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddSingleton<StandingFigures>();
        services.AddSingleton<PortalMetrics>();
        services.AddSingleton<JobTelemetry>();
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "portal"))
                .FollowPortal()
                .UseOtlpExporter();
        }

        return services;
    }

    /// <summary>For a process without a host that would do it: from now on things are collected, and sent at the latest when the services are disposed.</summary>
    public static void StartTelemetry(this IServiceProvider services)
    {
        services.GetService<TracerProvider>();
        services.GetService<MeterProvider>();
    }

    /// <summary>Collects what happens here; where it goes is the caller's choice.</summary>
    internal static IOpenTelemetryBuilder FollowPortal(this IOpenTelemetryBuilder telemetry) => telemetry
        .WithTracing(traces => traces
            .AddProcessor(new TenantOfSpan())
            .AddSource(Spans.SourceName)
            .AddAspNetCoreInstrumentation(Requests)
            .AddHttpClientInstrumentation(Calls))
        .WithMetrics(metrics => metrics
            .AddInstrumentation(services => services.GetRequiredService<PortalMetrics>())
            .AddMeter(PortalMetrics.MeterName)
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddNpgsqlInstrumentation())
        .WithLogging(null, logs => (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true));

    /// <summary>The route in place of the path, which names the organisation; the query's values are left out by the instrumentation.</summary>
    private static void Requests(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = context => !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
        options.EnrichWithHttpResponse = (span, _) => span.SetTag("url.path", span.GetTagItem("http.route"));
    }

    private static void Calls(HttpClientTraceInstrumentationOptions options) => options.EnrichWithHttpResponseMessage = (span, response) =>
        span.SetTag(Spans.TrackingId, AdsHeaders.TrackingIdOf(response));
}

using System.Diagnostics;

namespace Portal.Infrastructure.Telemetry;

/// <summary>The portal's own part of a trace. Tags hold ids and words of ours, never a token, a mail address or a name.</summary>
public static class Spans
{
    public const string SourceName = "Portal";

    /// <summary>On the span of a request or a job; <see cref="TenantOfSpan"/> carries it on to all within.</summary>
    public const string TenantId = "tenant.id";

    /// <summary>Microsoft's id of a call, which its support asks for.</summary>
    public const string TrackingId = "microsoft.tracking_id";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>The work of a command for one tenant, which has neither request nor job around it.</summary>
    public static Activity? OfErrand(string name, string tenantId) => Source.StartActivity(name)?.SetTag(TenantId, tenantId);

    /// <summary>The kind of fault only: an exception's message may hold anything.</summary>
    public static void Fail(this Activity? span, string kind) => span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", kind);
}

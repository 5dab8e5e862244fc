using System.Diagnostics;
using OpenTelemetry;

namespace Portal.Infrastructure.Telemetry;

/// <summary>Gives every span the tenant of the one around it, so that each can be found by its tenant alone.</summary>
internal sealed class TenantOfSpan : BaseProcessor<Activity>
{
    // By a tag and not by baggage, which would travel to Microsoft in a header.
    public override void OnStart(Activity data)
    {
        if (data.Parent?.GetTagItem(Spans.TenantId) is { } tenant)
        {
            data.SetTag(Spans.TenantId, tenant);
        }
    }
}

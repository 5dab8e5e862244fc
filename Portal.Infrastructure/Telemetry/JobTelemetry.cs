using System.Diagnostics;
using Hangfire.Client;
using Hangfire.Server;
using Portal.Infrastructure.Jobs;

namespace Portal.Infrastructure.Telemetry;

/// <summary>
/// A trace for each run of a job, and the count of how runs end. The trace has a link to the request or job that enqueued it, and not
/// that one as its parent: a job may come back for hours.
/// </summary>
internal sealed class JobTelemetry(PortalMetrics metrics) : IClientFilter, IServerFilter
{
    private const string Origin = "TraceParent";

    public void OnCreating(CreatingContext context)
    {
        if (Activity.Current is { Recorded: true, Id: { } id })
        {
            context.SetJobParameter(Origin, id);
        }
    }

    public void OnCreated(CreatedContext context)
    {
    }

    public void OnPerforming(PerformingContext context)
    {
        if (!Spans.Source.HasListeners())
        {
            return;
        }

        var job = context.BackgroundJob;
        var links = ActivityContext.TryParse(context.GetJobParameter<string>(Origin, allowStale: true), null, out var origin) ? new[] { new ActivityLink(origin) } : [];
        var span = Spans.Source.StartActivity($"job {job.Job.Type.Name}", ActivityKind.Consumer, default(ActivityContext), links: links);
        span?.SetTag("job.id", job.Id).SetTag(Spans.TenantId, TenantOfJob.Of(job.Job)?.ToString());
        context.Items[nameof(JobTelemetry)] = span;
    }

    public void OnPerformed(PerformedContext context)
    {
        using var span = context.Items.TryGetValue(nameof(JobTelemetry), out var item) ? item as Activity : null;
        var isTenants = TenantOfJob.Of(context.BackgroundJob.Job) is not null;
        switch (context.Exception)
        {
            case null:
                metrics.JobEnded(isTenants, JobEnd.Succeeded);
                break;
            case OperationCanceledException when context.CancellationToken.ShutdownToken.IsCancellationRequested:
                metrics.JobEnded(isTenants, JobEnd.GivenBack);
                break;
            case { } fault:
                // Hangfire wraps what a job threw.
                span.Fail((fault.InnerException ?? fault).GetType().Name);
                metrics.JobEnded(isTenants, JobEnd.Failed);
                break;
        }
    }
}

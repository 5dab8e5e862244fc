using System.Collections.ObjectModel;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Portal.Infrastructure.Telemetry;

namespace Portal.Tests.Harness;

/// <summary>What would leave the process as telemetry. .NET's listeners hear the whole process, so other portals' spans come along; look for ids.</summary>
internal sealed class Collected
{
    private readonly Guarded<Activity> spans = [];
    private readonly Guarded<MetricSnapshot> metrics = [];

    /// <summary>Those that have ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans => spans.Now;

    public void Follow(IServiceCollection services) => services.AddOpenTelemetry().FollowPortal()
        .WithTracing(traces => traces.AddInMemoryExporter(spans))
        .WithMetrics(meters => meters.AddInMemoryExporter(metrics));

    public IReadOnlyList<MetricSnapshot> MetricsOf(IServiceProvider services)
    {
        services.GetRequiredService<MeterProvider>().ForceFlush();
        return metrics.Now;
    }

    /// <summary>The last one that ended so, once it has: an answer is read before its span is over.</summary>
    public Activity Await(Func<Activity, bool> isSought)
    {
        Activity? found = null;
        Assert.True(SpinWait.SpinUntil(() => (found = Spans.LastOrDefault(isSought)) is not null, TimeSpan.FromSeconds(60)), "No such span.");
        return found!;
    }

    public IReadOnlyList<Activity> Within(Activity root) => [.. Spans.Where(span => span.TraceId == root.TraceId && span != root)];

    private sealed class Guarded<T> : Collection<T>
    {
        private readonly Lock gate = new();

        public IReadOnlyList<T> Now
        {
            get
            {
                lock (gate)
                {
                    return [.. Items];
                }
            }
        }

        protected override void InsertItem(int index, T item)
        {
            lock (gate)
            {
                base.InsertItem(Count, item);
            }
        }
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Portal.Domain.Sync;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Telemetry;

/// <summary>How a run of a job ended.</summary>
public enum JobEnd
{
    Succeeded = 1,
    Failed = 2,

    /// <summary>The process stopped; the job starts again elsewhere.</summary>
    GivenBack = 3,
}

/// <summary>
/// What the portal measures. Tags are words from short lists, never an id: each value of a tag is a series that somebody has to keep.
/// While nobody listens, a measure costs next to nothing.
/// </summary>
public sealed class PortalMetrics
{
    public const string MeterName = "Portal";

    private readonly Counter<long> refreshes;
    private readonly Counter<long> leasesLost;
    private readonly Counter<long> jobs;
    private readonly Counter<long> rows;
    private readonly Histogram<double> exchanges;

    public PortalMetrics(IMeterFactory meters, StandingFigures figures)
    {
        Meter = meters.Create(MeterName);
        refreshes = Meter.CreateCounter<long>("portal.refreshes", "{refresh}", "Grants that were to be refreshed, by outcome.");
        leasesLost = Meter.CreateCounter<long>("portal.leases.lost", "{lease}", "Leases that were over before the work under them was.");
        jobs = Meter.CreateCounter<long>("portal.jobs", "{run}", "Runs of jobs, by whose they are and by outcome.");
        rows = Meter.CreateCounter<long>("portal.sync.rows", "{row}", "Rows of reports that were read and stored, by report.");
        exchanges = Meter.CreateHistogram<double>("portal.exchange.duration", "s", "Answers of Microsoft's token endpoint, by grant type and outcome.");
        Meter.CreateObservableGauge("portal.connections", figures.ConnectionsByState, "{connection}", "Connections of all tenants, by state; every process sees the same.");
        Meter.CreateObservableGauge("portal.sync.lag", figures.SyncLag, "s", "How long ago the account that waits longest was synced; every process sees the same.");
    }

    /// <summary>Its instruments are this portal's; another one in the same process has a meter of its own.</summary>
    internal Meter Meter { get; }

    /// <param name="answer">Null when the lease was over before the answer could be stored.</param>
    public void RefreshEnded(TokenAnswer? answer)
    {
        refreshes.Add(1, new KeyValuePair<string, object?>("outcome", answer is null ? "lease lost" : OutcomeOf(answer)));
        if (answer is null)
        {
            LeaseLost("refresh");
        }
    }

    /// <param name="work">What was being done under the lease: <c>refresh</c> or <c>sync</c>.</param>
    public void LeaseLost(string work) => leasesLost.Add(1, new KeyValuePair<string, object?>("work", work));

    public void Exchanged(string grantType, TokenAnswer answer, TimeSpan took) =>
        exchanges.Record(took.TotalSeconds, new TagList { { "grant_type", grantType }, { "outcome", OutcomeOf(answer) } });

    /// <param name="isTenants">A tenant's job, or one of the portal itself.</param>
    public void JobEnded(bool isTenants, JobEnd end) =>
        jobs.Add(1, new TagList { { "of", isTenants ? "tenant" : "portal" }, { "outcome", Spaced(end) } });

    public void RowsWritten(ReportKind report, long count) => rows.Add(count, new KeyValuePair<string, object?>("report", Spaced(report)));

    internal static string Spaced<T>(T word)
        where T : struct, Enum => string.Concat($"{word}".Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string OutcomeOf(TokenAnswer answer) => answer.Failure is { Class: var failure } ? Spaced(failure) : "succeeded";
}

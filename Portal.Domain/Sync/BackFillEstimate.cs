namespace Portal.Domain.Sync;

/// <summary>How much a plan will bring and how long it takes, by what the same account's same reports brought so far.</summary>
/// <param name="Rows">Null while nothing is known of any of the reports.</param>
/// <param name="Duration">One report after the other.</param>
public readonly record struct BackFillEstimate(int Reports, long Days, long? Rows, TimeSpan? Duration)
{
    public static BackFillEstimate Of(IReadOnlyList<Period> parts, ReportHistory? seen)
    {
        var days = parts.Sum(part => (long)part.Days);
        return seen is { Reports: > 0, DaysTaken: > 0 }
            ? new(parts.Count, days, days * seen.Rows / seen.DaysTaken, TimeSpan.FromSeconds(parts.Count * seen.Seconds / seen.Reports))
            : new(parts.Count, days, null, null);
    }

    public static BackFillEstimate operator +(BackFillEstimate one, BackFillEstimate other) => new(
        one.Reports + other.Reports,
        one.Days + other.Days,
        one.Rows is null && other.Rows is null ? null : (one.Rows ?? 0) + (other.Rows ?? 0),
        one.Duration is null && other.Duration is null ? null : (one.Duration ?? default) + (other.Duration ?? default));

    public BackFillEstimate Add(BackFillEstimate other) => this + other;
}

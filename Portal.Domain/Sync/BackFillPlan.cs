namespace Portal.Domain.Sync;

/// <summary>What a back-fill still asks for. The report's <see cref="Reports.FirstDays"/> are the ordinary sync's and not its own.</summary>
public static class BackFillPlan
{
    /// <summary>Of a long range little is lost when a part fails, and its progress can be seen.</summary>
    public const int MostDays = 92;

    public const int MostMonths = 36;

    /// <summary>The days it is about: from the first one wanted or, where that is later, the first one Microsoft still has. Null: none.</summary>
    public static Period? Range(ReportKind report, DateOnly from, DateOnly today)
    {
        var first = SyncPlan.Later(from, report.Earliest(today));
        var last = today.AddDays(-report.FirstDays());
        return first <= last ? new(first, last) : null;
    }

    /// <summary>What is left, newest first, in parts.</summary>
    public static IEnumerable<Period> Left(ReportKind report, DateOnly from, DateOnly today, ReadDays read) => Range(report, from, today) is { } range
        ? read.Missing(range).SelectMany(period => SyncPlan.Cut(period, Math.Min(MostDays, report.MostDays())))
        : [];
}

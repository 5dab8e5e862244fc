namespace Portal.Domain.Sync;

/// <summary>A performance report and the grain of its rows.</summary>
public enum ReportKind
{
    Account = 1,
    Campaign = 2,
    AdGroup = 3,
    Keyword = 4,
}

/// <summary>What is known of each report before it is asked for.</summary>
public static class Reports
{
    /// <summary>Those a sync reads, the most wanted first.</summary>
    public static IReadOnlyList<ReportKind> All { get; } = [ReportKind.Account, ReportKind.Campaign, ReportKind.AdGroup, ReportKind.Keyword];

    /// <summary>How many days a slice covers at most: of a long report little is lost when it fails, and its progress can be seen.</summary>
    public static int MostDays(this ReportKind report) => report == ReportKind.Keyword ? 31 : int.MaxValue;

    /// <summary>The first day that Microsoft still has; an earlier start refuses the whole report (2009). Daily reports reach 36 months back.</summary>
    public static DateOnly Earliest(this ReportKind report, DateOnly today) => today.AddMonths(-36).AddDays(1);

    /// <summary>The slices that fetch it.</summary>
    public static SliceKind Slices(this ReportKind report) => (SliceKind)((int)SliceKind.Reports + (int)report);

    /// <summary>The report that slices of this kind fetch; null for entities.</summary>
    public static ReportKind? Report(this SliceKind kind) => kind > SliceKind.Reports ? (ReportKind)(kind - SliceKind.Reports) : null;

    /// <summary>
    /// How long a slice of this kind may stand still before it is cut. Between two signs of a report lie at most a call with all its tries,
    /// or the writing of its rows; an entity slice may download one large file.
    /// </summary>
    public static TimeSpan MayStandStill(this SliceKind kind) => TimeSpan.FromMinutes(kind > SliceKind.Reports ? 15 : 30);
}

namespace Portal.Domain.Sync;

/// <summary>A performance report and the grain of its rows: a day, where the name does not say an hour.</summary>
public enum ReportKind
{
    Account = 1,
    Campaign = 2,
    AdGroup = 3,
    Keyword = 4,
    Ad = 5,

    /// <summary>What people searched for, by ad group, keyword and the way it met the keyword.</summary>
    SearchTerm = 6,

    /// <summary>Where people were, or what place they asked about, by campaign.</summary>
    Geography = 7,
    Device = 8,
    Audience = 9,

    /// <summary>What Performance Max campaigns have in place of ad groups.</summary>
    AssetGroup = 10,
    AccountHour = 11,
    CampaignHour = 12,

    /// <summary>Impression shares, in reports of their own: their columns exclude others, and they come later.</summary>
    AccountShare = 13,
    CampaignShare = 14,
    AdGroupShare = 15,

    /// <summary>Conversions by campaign and goal, in a report of its own: a goal's column multiplies the rows of any other.</summary>
    Goal = 16,
}

/// <summary>What is known of each report before it is asked for.</summary>
public static class Reports
{
    /// <summary>Those a sync reads, the most wanted first.</summary>
    public static IReadOnlyList<ReportKind> All { get; } =
    [
        ReportKind.Account, ReportKind.Campaign, ReportKind.AdGroup, ReportKind.Keyword, ReportKind.Ad, ReportKind.AssetGroup, ReportKind.Device,
        ReportKind.Goal, ReportKind.AccountShare, ReportKind.CampaignShare, ReportKind.AdGroupShare, ReportKind.AccountHour, ReportKind.SearchTerm,
        ReportKind.Geography, ReportKind.Audience, ReportKind.CampaignHour,
    ];

    /// <summary>How many days a slice covers at most: of a long report little is lost when it fails, and its progress can be seen.</summary>
    public static int MostDays(this ReportKind report) =>
        report is ReportKind.Keyword or ReportKind.Ad or ReportKind.SearchTerm or ReportKind.Geography or ReportKind.Audience or ReportKind.CampaignHour ? 31 : int.MaxValue;

    /// <summary>
    /// The first day that Microsoft still has; an earlier start refuses the whole report (2009). Days are kept for 36 months and hours for
    /// 6 (learn.microsoft.com/advertising/guides/report-data-retention-time-periods).
    /// </summary>
    public static DateOnly Earliest(this ReportKind report, DateOnly today) => today.AddMonths(report.IsHourly() ? -6 : -36).AddDays(1);

    /// <summary>How far back a first sync goes: less for what has many rows a day. What is older is a back-fill's.</summary>
    public static int FirstDays(this ReportKind report) => report switch
    {
        ReportKind.SearchTerm or ReportKind.Geography or ReportKind.Audience or ReportKind.AccountHour or ReportKind.CampaignHour => 31,
        _ => 90,
    };

    public static bool IsHourly(this ReportKind report) => report is ReportKind.AccountHour or ReportKind.CampaignHour;

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

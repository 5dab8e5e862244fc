namespace Portal.Domain.Sync;

/// <summary>A slice that a run needs; <paramref name="Period"/> only for reports.</summary>
public sealed record PlannedSlice(SliceKind Kind, Period? Period);

/// <summary>Which slices bring an account up to date, the most wanted first.</summary>
public static class SyncPlan
{
    /// <summary>How far the first sync goes back.</summary>
    public const int FirstDays = 90;

    /// <summary>Conversions are counted on the day of their click, as a rule up to 30 days late; so many days are read again.</summary>
    public const int LookBackDays = 30;

    /// <summary>Keyword reports are long: a slice covers no more, so that its progress can be seen and little is lost when it fails.</summary>
    public const int MostKeywordDays = 31;

    // Daily reports reach 36 months back; an earlier start refuses the whole report (2009).
    private const int RetainedMonths = 36;

    private static readonly SliceKind[] Reports = [SliceKind.AccountReport, SliceKind.CampaignReport, SliceKind.AdGroupReport, SliceKind.KeywordReport];

    /// <param name="today">The account's day now: no report may end later.</param>
    /// <param name="lastSynced">The account's day at its last good sync; null before the first.</param>
    public static IReadOnlyList<PlannedSlice> For(DateOnly today, DateOnly? lastSynced) =>
    [
        new(SliceKind.Campaigns, null),
        new(SliceKind.AdGroups, null),
        .. Periods(today, lastSynced).SelectMany(period => Reports.SelectMany(kind => Cut(kind, period).Select(piece => new PlannedSlice(kind, piece)))),
    ];

    /// <summary>After days without a sync the gap comes first, as people miss it; what was seen already is only looked at again.</summary>
    private static IEnumerable<Period> Periods(DateOnly today, DateOnly? lastSynced)
    {
        var earliest = today.AddMonths(-RetainedMonths).AddDays(1);
        if (lastSynced is not { } synced)
        {
            return [Period.Ending(today, FirstDays)];
        }

        var last = Earlier(Later(synced, earliest), today);
        var lookBack = Later(last.AddDays(-LookBackDays), earliest);
        var isGap = today.DayNumber - last.DayNumber > 1 && lookBack < last;
        return isGap ? [new(last, today), new(lookBack, last.AddDays(-1))] : [new(lookBack, today)];
    }

    /// <summary>The newest piece first.</summary>
    private static IEnumerable<Period> Cut(SliceKind kind, Period period)
    {
        if (kind != SliceKind.KeywordReport)
        {
            yield return period;
            yield break;
        }

        for (var to = period.To; to >= period.From; to = to.AddDays(-MostKeywordDays))
        {
            yield return new(Later(to.AddDays(1 - MostKeywordDays), period.From), to);
        }
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}

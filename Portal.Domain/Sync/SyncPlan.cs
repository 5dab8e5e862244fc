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

    /// <param name="today">The account's day now: no report may end later.</param>
    /// <param name="lastSynced">The account's day at its last good sync; null before the first.</param>
    public static IReadOnlyList<PlannedSlice> For(DateOnly today, DateOnly? lastSynced) =>
    [
        new(SliceKind.Entities, null),
        .. Rounds(today, lastSynced).SelectMany(round => Reports.All.SelectMany(report => Cut(report, round, today).Select(piece => new PlannedSlice(report.Slices(), piece)))),
    ];

    /// <summary>After days without a sync the gap comes first, as people miss it; what was seen already is only looked at again.</summary>
    private static IEnumerable<Period> Rounds(DateOnly today, DateOnly? lastSynced)
    {
        if (lastSynced is not { } synced)
        {
            return [Period.Ending(today, FirstDays)];
        }

        var last = Earlier(synced, today);
        var lookBack = last.AddDays(-LookBackDays);
        var isGap = today.DayNumber - last.DayNumber > 1;
        return isGap ? [new(last, today), new(lookBack, last.AddDays(-1))] : [new(lookBack, today)];
    }

    /// <summary>The newest piece first, and nothing that Microsoft no longer has.</summary>
    private static IEnumerable<Period> Cut(ReportKind report, Period round, DateOnly today)
    {
        var from = Later(round.From, report.Earliest(today));
        for (var to = round.To; to >= from;)
        {
            var piece = new Period(to.DayNumber - from.DayNumber < report.MostDays() ? from : to.AddDays(1 - report.MostDays()), to);
            yield return piece;
            to = piece.From.AddDays(-1);
        }
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}

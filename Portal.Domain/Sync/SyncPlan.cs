namespace Portal.Domain.Sync;

/// <summary>A slice that a run needs; <paramref name="Period"/> only for reports.</summary>
public sealed record PlannedSlice(SliceKind Kind, Period? Period);

/// <summary>Which slices bring an account up to date, the most wanted first.</summary>
public static class SyncPlan
{
    private const int DaysOfWeek = 7;

    /// <summary>Fewer days than this between two stretches are read with them: a report more costs more than the rows.</summary>
    private const int WorthAReport = 14;

    /// <summary>The entities, then what people miss: days that were never read, or before they were over. Then what is looked at again.</summary>
    /// <param name="today">The account's day now: no report may end later.</param>
    /// <param name="read">What was read of each report of the account.</param>
    public static IReadOnlyList<PlannedSlice> For(DateOnly today, LookBack lookBack, Func<ReportKind, ReadDays> read)
    {
        var rounds = Reports.All.Select(report => (Report: report, Periods: Rounds(report, today, lookBack, read(report)))).ToList();
        return
        [
            new(SliceKind.Entities, null),
            .. rounds.SelectMany(round => Slices(round.Report, round.Periods.First)),
            .. rounds.SelectMany(round => Slices(round.Report, round.Periods.Then)),
        ];
    }

    /// <summary>The same days once more, because somebody asks for it; without what Microsoft no longer has, or not yet.</summary>
    public static IReadOnlyList<PlannedSlice> Again(IEnumerable<ReportKind> reports, Period period, DateOnly today) =>
        [.. reports.SelectMany(report => Slices(report, Within(period, report.Earliest(today), today)))];

    /// <summary>At most <paramref name="most"/> days each, the newest first.</summary>
    public static IEnumerable<Period> Cut(Period period, int most)
    {
        for (var to = period.To; to >= period.From;)
        {
            var piece = new Period(to.DayNumber - period.From.DayNumber < most ? period.From : to.AddDays(1 - most), to);
            yield return piece;
            to = piece.From.AddDays(-1);
        }
    }

    public static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static IEnumerable<PlannedSlice> Slices(ReportKind report, IEnumerable<Period> periods) =>
        periods.SelectMany(period => Cut(period, report.MostDays())).Select(piece => new PlannedSlice(report.Slices(), piece));

    private static IEnumerable<Period> Within(Period period, DateOnly earliest, DateOnly today)
    {
        var within = new Period(Later(period.From, earliest), Earlier(period.To, today));
        return within.From <= within.To ? [within] : [];
    }

    /// <summary>
    /// Only after a gap there are two: the gap with everything newer, and the rest. Else one report brings all that is due. Days before
    /// the first sync's are looked at again where a back-fill has read them.
    /// </summary>
    private static (IReadOnlyList<Period> First, IReadOnlyList<Period> Then) Rounds(ReportKind report, DateOnly today, LookBack lookBack, ReadDays read)
    {
        var wanted = Earlier(today.AddDays(1 - report.FirstDays()), read.Newest ?? today);
        var from = Later(Earlier(wanted, today.AddDays(1 - lookBack.EachWeek)), report.Earliest(today));
        var due = new Period(from, today).EachDay()
            .Where(day => (day >= wanted || read.On(day) is not null) && IsDue(day, read.On(day), today, lookBack))
            .ToList();
        var gap = due.Find(day => IsMissing(day, read.On(day)));
        return gap < today.AddDays(-Math.Max(1, lookBack.EachRun - 1))
            ? (Spans(due.Where(day => day >= gap)), Spans(due.Where(day => day < gap)))
            : (Spans(due), []);
    }

    /// <summary>Never read, or before the day was over.</summary>
    private static bool IsMissing(DateOnly day, DateOnly? on) => on is null || on <= day;

    private static bool IsDue(DateOnly day, DateOnly? on, DateOnly today, LookBack lookBack) => IsMissing(day, on) || (today.DayNumber - day.DayNumber) switch
    {
        var age when age < lookBack.EachRun => true,
        var age when age < lookBack.EachDay => on < today,
        var age when age < lookBack.EachWeek => on <= today.AddDays(-DaysOfWeek),
        _ => false,
    };

    private static List<Period> Spans(IEnumerable<DateOnly> days)
    {
        var spans = new List<Period>();
        foreach (var day in days.OrderDescending())
        {
            if (spans is [.., var newer] && newer.From.DayNumber - day.DayNumber <= WorthAReport)
            {
                spans[^1] = newer with { From = day };
            }
            else
            {
                spans.Add(new(day, day));
            }
        }

        return spans;
    }
}

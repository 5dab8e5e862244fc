using System.Globalization;

namespace Portal.Domain.Performance;

/// <summary>The range a page shows, as its address says it: <c>range=30</c>, <c>range=last-month</c>, <c>range=custom&amp;from=…&amp;to=…</c>.</summary>
/// <param name="Key">One of <see cref="All"/>.</param>
/// <param name="Period">Whole days of the accounts' own time zones.</param>
public sealed record PeriodChoice(string Key, Period Period)
{
    public const string Default = "30";
    public const string Custom = "custom";

    /// <summary>A custom range longer than this ends early: two years are what reports go back.</summary>
    public const int MostDays = 731;

    private const string ThisMonth = "this-month";
    private const string LastMonth = "last-month";

    public static IReadOnlyList<(string Key, string Label)> All { get; } =
    [
        ("7", "Last 7 days"), ("14", "Last 14 days"), ("30", "Last 30 days"), ("31", "Last 31 days"),
        (ThisMonth, "This month"), (LastMonth, "Last month"), (Custom, "Custom"),
    ];

    /// <summary>What it is compared with: for a whole month the month before, otherwise as many days directly before.</summary>
    public Period Before => Key == LastMonth ? MonthOf(Period.From.AddDays(-1)) : Period.Before;

    public string BeforeInWords => Key == LastMonth ? "the month before" : Period.Days == 1 ? "the day before" : $"the {Period.Days} days before";

    /// <summary>What makes no sense is passed over: an unknown range is the default one, ends the wrong way round are swapped, days to come left out.</summary>
    /// <param name="range">The key.</param>
    /// <param name="from">First day of a custom range, as <c>2026-11-23</c>.</param>
    /// <param name="to">Its last day.</param>
    /// <param name="last">The last day that counts: today where it has data, otherwise yesterday.</param>
    /// <param name="today">No custom range goes further.</param>
    public static PeriodChoice Read(string? range, string? from, string? to, DateOnly last, DateOnly today) => range switch
    {
        "7" or "14" or "31" => new(range, Period.Ending(last, int.Parse(range, CultureInfo.InvariantCulture))),
        ThisMonth => new(range, new(FirstOfMonth(last), last)),
        LastMonth => new(range, MonthOf(FirstOfMonth(last).AddDays(-1))),
        Custom => new(range, Day(from) is { } first && Day(to) is { } end ? Between(first, end, today) : Period.Ending(last, 30)),
        _ => new(Default, Period.Ending(last, 30)),
    };

    /// <summary>The same choice as an address says it, without what holds anyway; a relative range stays relative.</summary>
    /// <param name="range">As in <see cref="Read"/>, and so are the others.</param>
    public static IEnumerable<(string Name, string? Value)> InAddress(string? range, string? from, string? to)
    {
        if (range == Custom)
        {
            return Day(from) is not null && Day(to) is not null ? [("range", Custom), ("from", from), ("to", to)] : [];
        }

        return range != Default && All.Any(one => one.Key == range) ? [("range", range)] : [];
    }

    private static Period Between(DateOnly one, DateOnly other, DateOnly today)
    {
        var (from, to) = one <= other ? (one, other) : (other, one);
        to = to <= today ? to : today;
        from = from <= to ? from : to;
        return to.DayNumber - from.DayNumber < MostDays ? new(from, to) : Period.Ending(to, MostDays);
    }

    private static DateOnly FirstOfMonth(DateOnly day) => day.AddDays(1 - day.Day);

    private static Period MonthOf(DateOnly day) => new(FirstOfMonth(day), FirstOfMonth(day).AddMonths(1).AddDays(-1));

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;
}

using System.Globalization;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>How rows are put together in time.</summary>
internal enum Aggregation
{
    Summary,
    Hourly,
    Daily,
    Weekly,
    WeeklyStartingMonday,
    Monthly,
    Yearly,
    HourOfDay,
    DayOfWeek,
}

/// <summary>A piece of time of which the numbers are what <paramref name="Until"/> shows, less what <paramref name="From"/> shows.</summary>
internal readonly record struct Slice(DayView Until, DayView? From);

/// <summary>One value of the TimePeriod column and the time it stands for. <paramref name="Day"/> is set where the value is a day.</summary>
internal sealed record Period(string Label, DateOnly? Day, IReadOnlyList<Slice> Slices)
{
    /// <summary>No time at all, for a row that is not made yet.</summary>
    public static Period None { get; } = new("", null, []);

    /// <summary>
    /// The periods of an account from <paramref name="first"/> to <paramref name="last"/> as they look at <paramref name="now"/>.
    /// Weeks, months and years are widened to full ones; days before <paramref name="oldest"/> hold nothing.
    /// </summary>
    public static IReadOnlyList<Period> Of(
        Aggregation aggregation, DateOnly first, DateOnly last, DateOnly oldest, Zone zone, DateTimeOffset now, int windowDays)
    {
        (first, last) = Widen(aggregation, first, last);
        first = first < oldest ? oldest : first;
        var days = Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(first.AddDays).Where(day => zone.Start(day) < now);
        var byHour = aggregation is Aggregation.Hourly or Aggregation.HourOfDay;
        var slices = days.SelectMany(day => byHour ? Hours(day, zone, now, windowDays) : [(new(View(day, zone, now, windowDays), null), 0)]);
        return [.. slices.GroupBy(slice => Key(aggregation, slice), slice => slice.Slice)
            .Select(group => new Period(group.Key.Label, group.Key.Day, [.. group]))];
    }

    /// <summary>The hours by the clock on the wall: when the clocks go back, one of them holds two, when they go forward one is missing.</summary>
    private static IEnumerable<(Slice Slice, int Hour)> Hours(DateOnly day, Zone zone, DateTimeOffset now, int windowDays)
    {
        var (age, length) = (now - zone.Start(day), zone.Hours(day));
        return Enumerable.Range(0, (int)Math.Ceiling(length)).Where(hour => age.TotalHours > hour).Select(hour => (
            new Slice(
                DayView.Of(day, age, windowDays, Math.Min(hour + 1, length), length) with { SharesKnown = false },
                DayView.Of(day, age, windowDays, hour, length) with { SharesKnown = false }),
            zone.ClockHour(day, hour)));
    }

    private static DayView View(DateOnly day, Zone zone, DateTimeOffset now, int windowDays) =>
        DayView.Of(day, now - zone.Start(day), windowDays, length: zone.Hours(day)) with { SharesKnown = SharesComeAt(day, zone) <= now };

    private static DateTimeOffset SharesComeAt(DateOnly day, Zone zone)
    {
        var lastMoment = zone.Start(day.AddDays(1)).AddTicks(-1).UtcDateTime;
        return new DateTimeOffset(lastMoment.Date.AddDays(1), TimeSpan.Zero).AddHours(14 + day.DayNumber % 5);
    }

    private static (string Label, DateOnly? Day) Key(Aggregation aggregation, (Slice Slice, int Hour) item)
    {
        var day = item.Slice.Until.Day;
        return aggregation switch
        {
            Aggregation.Summary => ("", null),
            Aggregation.Hourly => (string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}|{item.Hour:00}"), null),
            Aggregation.Yearly => (day.Year.ToString(CultureInfo.InvariantCulture), null),
            Aggregation.HourOfDay => (item.Hour.ToString(CultureInfo.InvariantCulture), null),
            Aggregation.DayOfWeek => (((int)day.DayOfWeek + 1).ToString(CultureInfo.InvariantCulture), null),
            _ => ("", Widen(aggregation, day, day).First),
        };
    }

    private static (DateOnly First, DateOnly Last) Widen(Aggregation aggregation, DateOnly first, DateOnly last) => aggregation switch
    {
        Aggregation.Weekly => (first.AddDays(-(int)first.DayOfWeek), last.AddDays(6 - (int)last.DayOfWeek)),
        Aggregation.WeeklyStartingMonday => (first.AddDays(-((int)first.DayOfWeek + 6) % 7), last.AddDays(6 - ((int)last.DayOfWeek + 6) % 7)),
        Aggregation.Monthly => (new(first.Year, first.Month, 1), new(last.Year, last.Month, DateTime.DaysInMonth(last.Year, last.Month))),
        Aggregation.Yearly => (new(first.Year, 1, 1), new(last.Year, 12, 31)),
        _ => (first, last),
    };
}

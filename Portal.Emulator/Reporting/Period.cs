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
        var slices = days.SelectMany(day => Cut(day, now - zone.Start(day), windowDays, byHour));
        return [.. slices.GroupBy(slice => Key(aggregation, slice), slice => slice.Slice)
            .Select(group => new Period(group.Key.Label, group.Key.Day, [.. group]))];
    }

    private static IEnumerable<(Slice Slice, int Hour)> Cut(DateOnly day, TimeSpan age, int windowDays, bool byHour)
    {
        if (!byHour)
        {
            return [(new Slice(DayView.Of(day, age, windowDays), null), 0)];
        }

        return Enumerable.Range(0, 24).Where(hour => age.TotalHours > hour)
            .Select(hour => (new Slice(DayView.Of(day, age, windowDays, hour + 1), DayView.Of(day, age, windowDays, hour)), hour));
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

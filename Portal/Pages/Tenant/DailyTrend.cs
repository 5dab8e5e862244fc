using Portal.Components;
using Portal.Domain;
using Portal.Domain.Performance;
using Portal.Domain.Sync;

namespace Portal.Pages.Tenant;

/// <summary>Sums by day, made ready to be drawn: this period beside the one before, day by day in their order.</summary>
internal static class DailyTrend
{
    /// <summary>A day that was read and has no rows is a zero; a day that nobody has read is a gap.</summary>
    public static IReadOnlyList<TrendDay> Of(PeriodChoice choice, IReadOnlyDictionary<DateOnly, Totals> sums, Finality finality, Metric metric)
    {
        var before = choice.Before.EachDay().ToArray();
        return [.. choice.Period.EachDay().Select((day, index) => new TrendDay(
            day,
            sums.TryGetValue(day, out var known) ? metric.Drawn(known) : finality[day] == DayTrust.Missing ? null : metric.Drawn(default),
            index < before.Length && sums.TryGetValue(before[index], out var then) ? metric.Drawn(then) : null,
            finality[day] != DayTrust.Final && sums.ContainsKey(day)))];
    }

    public static IReadOnlyList<decimal?> Spark(Period period, IEnumerable<(DateOnly Day, Totals Totals)> days)
    {
        var spend = days.ToDictionary(day => day.Day, day => day.Totals.Spend);
        return spend.Count == 0 ? [] : [.. period.EachDay().Select(day => (decimal?)spend.GetValueOrDefault(day))];
    }
}

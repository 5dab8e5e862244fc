using System.Globalization;
using System.Text;

namespace Portal.Components;

/// <summary>
/// One day of a chart, with the same day of the period before. A value is absent when the day is missing: the line has a gap there, never
/// a zero. It is provisional while Microsoft may still change it.
/// </summary>
public sealed record TrendDay(DateOnly Day, decimal? Value, decimal? Before = null, bool Provisional = false);

/// <summary>
/// Where things lie in a chart. Across and down go from 0 to 100 and from the top left, for percentages and for a square view box
/// alike. The scale starts at zero and ends at the round number above the largest value, or at <c>top</c>; what is below zero lies on the ground.
/// </summary>
public sealed class TrendPlot(IReadOnlyList<TrendDay> days, decimal? top = null)
{
    private static readonly decimal[] Steps = [1, 2, 2.5m, 5, 10];
    private readonly decimal step = Step(days);

    public decimal Top => top ?? step * Math.Max(1, Math.Ceiling(Largest(days) / step));

    public IEnumerable<decimal> Ticks
    {
        get
        {
            for (var tick = 0m; tick <= Top; tick += step)
            {
                yield return tick;
            }
        }
    }

    /// <summary>The days that carry a label: whole weeks apart where there are many, never more than six.</summary>
    public IEnumerable<int> Labelled
    {
        get
        {
            var apart = days.Count <= 6 ? 1 : (int)Math.Ceiling(days.Count / 6.0);
            apart = apart > 3 ? (apart + 6) / 7 * 7 : apart;
            return Enumerable.Range(0, days.Count).Where(i => i % apart == 0);
        }
    }

    public string Across(int index) => Said(Position(index));

    public string Down(decimal value) => Said(Math.Clamp(100 - (100 * value / Top), 0, 100));

    /// <summary>The left edge of a day's band; the first and the last band reach to the plot's edge only.</summary>
    public string BandStart(int index) => Said(Edge(index));

    public string BandWidth(int index) => Said(Edge(index + 1) - Edge(index));

    /// <summary>A line through the days that have a value, broken where one is missing.</summary>
    public string Line(Func<TrendDay, decimal?> of)
    {
        var path = new StringBuilder();
        foreach (var (first, last) in Runs(of))
        {
            Trace(path, first, last, of);
        }

        return path.ToString();
    }

    public string Area()
    {
        var path = new StringBuilder();
        foreach (var (first, last) in Runs(day => day.Value))
        {
            Trace(path, first, last, day => day.Value);
            path.Append(CultureInfo.InvariantCulture, $"V100H{Across(first)}Z");
        }

        return path.ToString();
    }

    private static decimal Largest(IReadOnlyList<TrendDay> days) =>
        days.SelectMany(day => new[] { day.Value ?? 0, day.Before ?? 0 }).DefaultIfEmpty(0).Max();

    private static decimal Step(IReadOnlyList<TrendDay> days)
    {
        var largest = Largest(days);
        if (largest <= 0)
        {
            return 1;
        }

        var rough = largest / 4;
        var magnitude = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)rough)));
        return Steps.Select(s => s * magnitude).First(s => s >= rough);
    }

    private static string Said(decimal number) => decimal.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private decimal Position(int index) => days.Count == 1 ? 50 : 100m * index / (days.Count - 1);

    private decimal Edge(int index) => days.Count == 1 ? 100 * index : Math.Clamp(100m * (index - 0.5m) / (days.Count - 1), 0, 100);

    private IEnumerable<(int First, int Last)> Runs(Func<TrendDay, decimal?> of)
    {
        for (var i = 0; i < days.Count; i++)
        {
            if (of(days[i]) is null)
            {
                continue;
            }

            var first = i;
            while (i + 1 < days.Count && of(days[i + 1]) is not null)
            {
                i++;
            }

            yield return (first, i);
        }
    }

    private void Trace(StringBuilder path, int first, int last, Func<TrendDay, decimal?> of)
    {
        for (var i = first; i <= last; i++)
        {
            path.Append(i == first ? 'M' : 'L').Append(Across(i)).Append(' ').Append(Down(of(days[i]) ?? 0));
        }

        // A day on its own is a dot: a line of no length with round ends.
        path.Append(first == last ? "h0" : "");
    }
}

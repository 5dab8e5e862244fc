using CsCheck;
using Portal.Components;

namespace Portal.Tests.Components;

public sealed class TrendPlotTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Theory]
    [InlineData(1690, 2000, 5)]
    [InlineData(9, 10, 5)]
    [InlineData(0, 1, 2)]
    [InlineData(0.34, 0.4, 5)]
    public void The_scale_ends_at_a_round_number(double largest, double top, int ticks)
    {
        var plot = new TrendPlot([new(First, (decimal)largest)]);

        Assert.Equal((decimal)top, plot.Top);
        Assert.Equal(ticks, plot.Ticks.Count());
    }

    [Fact]
    public void Whatever_is_drawn_fits_under_a_few_ticks() => Gen.Decimal[0.0001m, 100_000_000_000m].Sample(largest =>
    {
        var plot = new TrendPlot([new(First, largest)]);

        return plot.Top >= largest && plot.Ticks.Count() is >= 3 and <= 6;
    });

    [Fact]
    public void A_missing_day_breaks_the_line()
    {
        var plot = new TrendPlot([new(First, 0), new(First.AddDays(1), 10), new(First.AddDays(2), null), new(First.AddDays(3), 5), new(First.AddDays(4), 10)]);

        Assert.Equal("M0 100L25 0M75 50L100 0", plot.Line(day => day.Value));
        Assert.Equal("M0 100L25 0V100H0ZM75 50L100 0V100H75Z", plot.Area());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 6)]
    [InlineData(31, 5)]
    [InlineData(366, 6)]
    public void Few_days_carry_a_label(int days, int labels) =>
        Assert.Equal(labels, new TrendPlot([.. Enumerable.Range(0, days).Select(i => new TrendDay(First.AddDays(i), 1))]).Labelled.Count());
}

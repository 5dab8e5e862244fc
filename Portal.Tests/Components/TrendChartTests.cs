using Bunit;
using Portal.Components;

namespace Portal.Tests.Components;

public sealed class TrendChartTests : BunitContext
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public void A_chart_has_a_name_and_a_description_for_those_who_do_not_see_it()
    {
        var chart = Chart([new(First, 880, 700), new(First.AddDays(1), 1690, 800, Provisional: true)]);

        var svg = chart.Find("svg.chart");
        var names = svg.GetAttribute("aria-labelledby")!.Split(' ').Select(id => chart.Find("#" + id).TextContent.Replace('\u00a0', ' ')).ToList();
        Assert.Equal("img", svg.GetAttribute("role"));
        Assert.Equal(["Spend a day", "1 – 2 Nov 2026: between € 880.00 and € 1,690.00; 1 day provisional."], names);
    }

    [Fact]
    public void Behind_a_chart_is_a_table_with_every_day_and_its_state()
    {
        var chart = Chart([new(First, 10, 8), new(First.AddDays(1), null, 9), new(First.AddDays(2), 12, null, Provisional: true)]);

        var rows = chart.FindAll("details table tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent.Replace('\u00a0', ' '))));
        Assert.Equal(["1 Nov 2026|€ 10.00|€ 8.00|final", "2 Nov 2026|–|€ 9.00|missing", "3 Nov 2026|€ 12.00|–|provisional"], rows);
    }

    [Fact]
    public void Only_provisional_days_are_hatched()
    {
        var chart = Chart([new(First, 1), new(First.AddDays(1), 2), new(First.AddDays(2), 3, Provisional: true)]);

        var hatched = chart.FindAll("rect.provisional");
        var pattern = chart.Find("pattern").Id;
        Assert.Single(hatched);
        Assert.Equal($"url(#{pattern})", hatched[0].GetAttribute("fill"));
        Assert.Equal("75%", hatched[0].GetAttribute("x"));
    }

    [Fact]
    public void Two_charts_of_one_name_share_no_id()
    {
        var ids = Enumerable.Range(0, 2).SelectMany(_ => Chart([new(First, 1)]).FindAll("[id]").Select(element => element.Id)).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void A_single_day_shows_its_dot_and_nothing_is_drawn_for_no_days()
    {
        Assert.NotNull(Chart([new(First, 5)]).Find("circle.dot.alone"));
        Assert.Empty(Chart([]).FindAll("svg"));
        Assert.Contains("nothing to draw", Chart([new(First, null)]).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_title_stays_text()
    {
        var chart = Chart([new(First, 5)], "<script>alert(1)</script>\"");

        Assert.Empty(chart.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>\"", chart.Find("svg title").TextContent);
    }

    [Fact]
    public void Nothing_is_written_that_the_content_policy_forbids() =>
        Assert.Empty(Chart([new(First, 5, 4, true)]).FindAll("[style], style, [onclick], script"));

    private IRenderedComponent<TrendChart> Chart(IReadOnlyList<TrendDay> days, string title = "Spend a day") =>
        Render<TrendChart>(chart => chart.Add(c => c.Title, title).Add(c => c.Days, days).Add(c => c.Currency, "EUR"));
}

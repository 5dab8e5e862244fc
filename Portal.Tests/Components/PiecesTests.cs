using Bunit;
using Portal.Components;

namespace Portal.Tests.Components;

public sealed class PiecesTests : BunitContext
{
    [Theory]
    [InlineData(110, 100, Better.Up, "better", "▲ up 10.0 % against last week")]
    [InlineData(110, 100, Better.Down, "worse", "▲ up 10.0 % against last week")]
    [InlineData(90, 100, Better.Neither, "same", "▼ down 10.0 % against last week")]
    [InlineData(5, 0, Better.Up, "same", "new, nothing in last week")]
    [InlineData(0, 0, Better.Up, "same", "no change against last week")]
    [InlineData(100.01, 100, Better.Up, "same", "no change against last week")]
    public void A_change_says_its_way_and_against_what(double now, double before, Better better, string judged, string said)
    {
        var delta = Render<Delta>(d => d.Add(p => p.Now, (decimal)now).Add(p => p.Before, (decimal)before).Add(p => p.Better, better).Add(p => p.Against, "last week"));

        Assert.Equal($"delta {judged}", delta.Find("span").ClassName);
        Assert.Equal(said, string.Join(' ', delta.Find("span").TextContent.Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void A_state_has_a_word_beside_its_colour_and_a_hostile_word_stays_text()
    {
        var badge = Render<StateBadge>(b => b.Add(p => p.Tone, Tone.Bad).Add(p => p.Word, "<b>x</b>"));

        Assert.Equal("state is-bad", badge.Find("span").ClassName);
        Assert.Equal("<b>x</b>", badge.Find("span").TextContent);
        Assert.Empty(badge.FindAll("b"));
    }

    [Fact]
    public void A_moment_carries_the_exact_time_for_machines_and_for_those_who_ask()
    {
        var at = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        var moment = Render<Moment>(m => m.Add(p => p.At, at).Add(p => p.Now, at.AddMinutes(12)).Add(p => p.Zone, TimeZoneInfo.Utc));

        Assert.Equal("2026-11-23T12:00:00Z", moment.Find("time").GetAttribute("datetime"));
        Assert.Equal("Monday 23 November 2026, 12:00 (UTC)", moment.Find("time").GetAttribute("title"));
        Assert.Equal("12\u00a0min ago", moment.Find("time").TextContent);
    }

    [Fact]
    public void Progress_has_a_name_and_no_value_while_nobody_knows_how_much_there_is()
    {
        var line = Render<ProgressLine>(p => p.Add(x => x.Label, "Northwind DE").Add(x => x.Bind, "de"));

        var progress = line.Find("progress");
        Assert.Equal("Northwind DE", progress.GetAttribute("aria-label"));
        Assert.False(progress.HasAttribute("value"));
        Assert.Equal("de.value", progress.GetAttribute("data-bind"));
    }

    [Fact]
    public void A_sparkline_without_values_is_a_dash_and_with_a_label_has_a_name()
    {
        Assert.Empty(Render<Sparkline>(s => s.Add(p => p.Values, [null, null])).FindAll("svg"));
        Assert.Equal("true", Render<Sparkline>(s => s.Add(p => p.Values, [1, 2])).Find("svg").GetAttribute("aria-hidden"));
        Assert.Equal("Clicks", Render<Sparkline>(s => s.Add(p => p.Values, [5, 5]).Add(p => p.Label, "Clicks")).Find("svg[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_trend_that_can_be_read_says_its_values_to_scripts_and_its_ends_to_those_who_do_not_see_it()
    {
        var trend = Render<Sparkline>(s => s.Add(p => p.Values, [3, null, 1.5m]).Add(p => p.What, "Spend by day").Add(p => p.Read, value => $"{value} €"));

        Assert.Equal("3 €|–|1.5 €", trend.Find("svg").GetAttribute("data-values"));
        Assert.Equal("Spend by day: between 1.5 € and 3 €", trend.Find("svg[role=img]").GetAttribute("aria-label"));
        Assert.Equal("30\u00a0Nov\u00a02026|1\u00a0Dec\u00a02026", Say.EachDay(new(new(2026, 11, 30), new(2026, 12, 1))));
    }

    [Fact]
    public void A_typed_confirmation_takes_exactly_the_name()
    {
        var confirm = Render<Confirm>(c => c.Add(p => p.Label, "Delete…").Add(p => p.Heading, "Delete it?").Add(p => p.Act, "Delete").Add(p => p.Typed, "a.b (50%) [x] #1"));

        var input = confirm.Find("input");
        Assert.True(input.HasAttribute("required"));
        Assert.Equal(@"a\.b \(50%\) \[x\] #1", input.GetAttribute("pattern"));
        Assert.Equal(input.Id, confirm.Find("label").GetAttribute("for"));
    }

    [Fact]
    public void Every_icon_is_drawn_and_silent_and_an_unknown_one_is_told_at_once()
    {
        Assert.All(IconPaths.Names, name => Assert.Equal("true", Render<Icon>(i => i.Add(p => p.Name, name)).Find("svg").GetAttribute("aria-hidden")));
        Assert.Throws<ArgumentException>(() => IconPaths.Of("nothing-like-it"));
    }
}

using Bunit;
using Portal.Components;
using Portal.Domain.Sync;

namespace Portal.Tests.Components;

public sealed class DayCalendarTests : BunitContext
{
    private static readonly DateTimeOffset Read = new(2026, 11, 3, 8, 0, 0, TimeSpan.Zero);

    private static readonly LedgerDay[] Some =
    [
        new(new(2026, 10, 31), LedgerState.Final, Read), new(new(2026, 11, 1), LedgerState.Provisional, Read), new(new(2026, 11, 2), LedgerState.Failed, null, "Microsoft is not there."),
        new(new(2026, 11, 3), LedgerState.Missing), new(new(2026, 11, 4), LedgerState.NotSelected),
    ];

    [Fact]
    public void Every_state_has_a_class_a_shape_and_a_word_of_its_own()
    {
        Assert.Equal(5, DayStateLook.All.Select(state => state.Class()).Distinct().Count());
        Assert.Equal(5, DayStateLook.All.Select(state => state.Shape()).Distinct().Count());
        Assert.Equal(5, DayStateLook.All.Select(state => state.Word()).Distinct().Count());
    }

    [Fact]
    public void The_key_counts_the_days_of_each_state()
    {
        var key = Calendar(Some).FindAll(".day-key li").Select(item => Plain(item.TextContent));

        Assert.Equal(["1 day final", "1 day provisional", "1 day missing", "1 day failed", "1 day not selected"], key);
    }

    [Fact]
    public void Days_stand_in_their_month_and_week_with_a_title_and_a_link()
    {
        var calendar = Calendar(Some);

        Assert.Equal(["November 2026", "October 2026"], calendar.FindAll(".month > span").Select(month => month.TextContent));

        // 1 November 2026 is a Sunday, 2 November a Monday of the next week.
        Assert.Equal("translate(122 2)", calendar.Find("[data-day='2026-11-01']").GetAttribute("transform"));
        var failed = calendar.Find("[data-day='2026-11-02']");
        Assert.Equal("translate(2 22)", failed.GetAttribute("transform"));
        Assert.Equal("2 Nov 2026: failed. Microsoft is not there.", Plain(failed.QuerySelector("title")!.TextContent));
        Assert.Equal("/again?a=1&from=2026-11-02&to=2026-11-02", failed.QuerySelector("a")!.GetAttribute("href"));
        Assert.Null(calendar.Find("[data-day='2026-11-04']").QuerySelector("a"));
    }

    [Fact]
    public void The_table_behind_it_says_the_same_in_stretches()
    {
        var rows = Calendar(Some).FindAll("details tbody tr").Select(row => string.Join('|', row.Children.Select(cell => Plain(cell.TextContent).Trim())));

        Assert.Equal(
            ["4 Nov 2026|not selected|1|never|–", "3 Nov 2026|missing|1|never|Read 3 Nov 2026 again", "2 Nov 2026|failedMicrosoft is not there.|1|never|Read 2 Nov 2026 again",
             "1 Nov 2026|provisional|1|3 Nov 2026|Read 1 Nov 2026 again", "31 Oct 2026|final|1|3 Nov 2026|Read 31 Oct 2026 again"],
            rows);
    }

    [Fact]
    public void Who_may_not_read_again_gets_no_links() => Assert.Empty(Calendar(Some, null).FindAll("a"));

    [Fact]
    public void Without_days_it_says_so() => Assert.Equal("None of these days has begun yet.", Calendar([]).Find(".none").TextContent);

    private static string Plain(string text) => text.Replace('\u00a0', ' ');

    private IRenderedComponent<DayCalendar> Calendar(IReadOnlyList<LedgerDay> days, string? again = "/again?a=1") =>
        Render<DayCalendar>(parameters => parameters.Add(one => one.Title, "Days").Add(one => one.Days, days).Add(one => one.Again, again));
}

using Portal.Domain;
using Portal.Domain.Sync;

namespace Portal.Tests.Domain.Sync;

public sealed class SyncPlanTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void The_first_sync_takes_the_entities_and_the_first_days_of_every_report()
    {
        var plan = Plan(Today, ReadDays.None);

        Assert.Equal(new PlannedSlice(SliceKind.Entities, null), plan[0]);
        foreach (var report in Reports.All)
        {
            var asked = Asked(plan, report);
            Assert.Equal(Today, asked[0].To);
            Assert.Equal(SyncPlan.Later(Today.AddDays(1 - report.FirstDays()), report.Earliest(Today)), asked[^1].From);
        }
    }

    [Theory]
    [MemberData(nameof(Pasts))]
    public void Slices_keep_to_the_longest_and_to_what_Microsoft_has_and_take_each_day_once_newest_first_within_a_round(string past)
    {
        var read = ReadDays.Parse(past);

        var plan = Plan(Today, read);

        foreach (var report in Reports.All)
        {
            var asked = Asked(plan, report);
            var days = asked.SelectMany(period => period.EachDay()).ToList();
            Assert.All(asked, period => Assert.InRange(period.Days, 1, report.MostDays()));
            Assert.Equal(days.Distinct().Count(), days.Count);
            Assert.Equal(Today, days.Max());
            Assert.True(days.Min() >= report.Earliest(Today));
            Assert.Equal(asked.OrderByDescending(period => period.To), asked);
        }
    }

    public static TheoryData<string> Pasts() =>
    [
        "",
        Text((-89, 0, 0)),
        Text((-89, -1, -1)),
        Text((-140, -54, -54)),
        Text((-1700, -1600, -1600)),
        Text((-89, -60, -3), (-40, -8, -3)),
        Text((-30, 20, 20)),
        Text((-89, -10, -9), (-9, -3, -2), (-2, 0, 0)),
    ];

    [Fact]
    public void Of_a_days_runs_the_first_asks_for_two_weeks_and_the_others_for_three_days_in_one_report_each()
    {
        var read = ReadDays.None.With(Period.Ending(Today.AddDays(-1), 90), Today.AddDays(-1));

        var first = Asked(Plan(Today, read), ReportKind.Campaign);
        var second = Asked(Plan(Today, read.With(first[0], Today)), ReportKind.Campaign);

        Assert.Equal([Period.Ending(Today, 14)], first);
        Assert.Equal([Period.Ending(Today, 3)], second);
    }

    [Fact]
    public void A_week_later_ninety_days_come_in_one_report()
    {
        var read = ReadDays.None;
        for (var day = Today.AddDays(-7); day < Today; day = day.AddDays(1))
        {
            read = Run(read, day, LookBack.Default, ReportKind.Campaign);
        }

        Assert.Equal([Period.Ending(Today, 90)], Asked(Plan(Today, read), ReportKind.Campaign));
    }

    [Fact]
    public void After_a_gap_the_gap_of_every_report_comes_first()
    {
        var read = ReadDays.None.With(Period.Ending(new(2026, 11, 10), 90), new(2026, 11, 10));

        var plan = Plan(Today, read);
        var asked = Asked(plan, ReportKind.Campaign);

        Assert.Equal(new Period(new(2026, 11, 10), Today), asked[0]);
        Assert.Equal(new(2026, 11, 9), asked[1].To);
        var reports = plan.Where(slice => slice.Period is not null).ToList();
        Assert.All(reports.Take(Reports.All.Count), slice => Assert.Equal(Today, slice.Period?.To));
    }

    [Theory]
    [InlineData(1, 3, 14, 90)]
    [InlineData(2, 2, 7, 30)]
    [InlineData(3, 7, 31, 90)]
    [InlineData(4, 3, 14, 90)]
    public void Whatever_fails_or_stands_still_every_day_is_read_as_often_as_its_tier_says_once_things_go_well_again(int seed, int eachRun, int eachDay, int eachWeek)
    {
        var random = new Random(seed);
        var tiers = LookBack.Of(eachRun, eachDay, eachWeek).Value!;
        foreach (var report in Reports.All.Where(report => report.Earliest(Today) <= Today.AddDays(-eachWeek)).Take(4))
        {
            var (read, start) = (ReadDays.None, Today.AddDays(-200));
            for (var day = start; day <= Today; day = day.AddDays(1))
            {
                // Until eight days before the end, days are left out and reports fail at random.
                var isRough = day < Today.AddDays(-8);
                for (var run = 0; run < 3 && !(isRough && random.NextDouble() < 0.3); run++)
                {
                    read = Run(read, day, tiers, report, _ => !isRough || random.NextDouble() < 0.7);
                }
            }

            for (var age = 0; age < eachWeek; age++)
            {
                var on = read.On(Today.AddDays(-age));
                var lastRead = on is { } seen ? Today.DayNumber - seen.DayNumber : int.MaxValue;
                Assert.True(lastRead <= (age < eachDay ? 0 : 6), $"{report}: {age} days ago was read {lastRead} days ago.");
            }
        }
    }

    [Fact]
    public void Days_that_somebody_wants_again_are_cut_to_what_Microsoft_has_and_to_today()
    {
        var plan = SyncPlan.Again([ReportKind.Keyword], new(Today.AddDays(-40), Today.AddDays(5)), Today);

        Assert.Equal([new(Today.AddDays(-30), Today), new(Today.AddDays(-40), Today.AddDays(-31))], plan.Select(slice => slice.Period!.Value));
        Assert.Empty(SyncPlan.Again(Reports.All, new(Today.AddYears(-5), Today.AddYears(-4)), Today));
        Assert.Empty(SyncPlan.Again(Reports.All, new(Today.AddDays(1), Today.AddDays(2)), Today));
    }

    private static IReadOnlyList<PlannedSlice> Plan(DateOnly today, ReadDays read) => SyncPlan.For(today, LookBack.Default, _ => read);

    private static List<Period> Asked(IEnumerable<PlannedSlice> plan, ReportKind report) => [.. plan.Where(slice => slice.Kind == report.Slices()).Select(slice => slice.Period!.Value)];

    private static ReadDays Run(ReadDays read, DateOnly day, LookBack tiers, ReportKind report, Func<Period, bool>? goesWell = null) =>
        Asked(SyncPlan.For(day, tiers, _ => read), report).Where(goesWell ?? (_ => true)).Aggregate(read, (days, period) => days.With(period, day));

    /// <summary>Stretches by days from today: from, to, read on.</summary>
    private static string Text(params (int From, int To, int On)[] stretches) =>
        stretches.Aggregate(ReadDays.None, (days, one) => days.With(new(Today.AddDays(one.From), Today.AddDays(one.To)), Today.AddDays(one.On))).ToString();
}

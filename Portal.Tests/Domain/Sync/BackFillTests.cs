using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;

namespace Portal.Tests.Domain.Sync;

public sealed class BackFillTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_left_of_every_report_is_what_was_never_read_newest_first_within_what_Microsoft_has()
    {
        var read = ReadDays.None.With(new(Today.AddDays(-300), Today.AddDays(-200)), Today);
        foreach (var report in Reports.All)
        {
            var left = BackFillPlan.Left(report, Today.AddMonths(-36), Today, read).ToList();
            var days = left.SelectMany(period => period.EachDay()).ToList();

            Assert.Equal(left.OrderByDescending(period => period.To), left);
            Assert.All(left, period => Assert.InRange(period.Days, 1, Math.Min(BackFillPlan.MostDays, report.MostDays())));
            Assert.All(days, day => Assert.True(read.On(day) is null && day >= report.Earliest(Today) && day <= Today.AddDays(-report.FirstDays())));
            Assert.Equal(BackFillPlan.Range(report, Today.AddMonths(-36), Today)?.Days ?? 0, days.Count + (BackFillPlan.Range(report, Today.AddMonths(-36), Today) is { } range ? read.Count(range) : 0));
        }

        Assert.Empty(BackFillPlan.Left(ReportKind.Account, Today.AddDays(-10), Today, ReadDays.None));
    }

    [Fact]
    public void Reading_what_is_left_part_by_part_leaves_nothing()
    {
        var (read, parts) = (ReadDays.None, 0);
        while (BackFillPlan.Left(ReportKind.Keyword, Today.AddYears(-2), Today, read).FirstOrDefault() is { From.Year: > 1 } next)
        {
            read = read.With(next, Today);
            Assert.True(++parts < 100);
        }

        Assert.Equal(new Period(Today.AddYears(-2), Today.AddDays(-90)), Assert.Single(Periods(read)));
        Assert.InRange(parts, 20, 25);
    }

    [Fact]
    public void The_estimate_is_what_the_same_report_brought_so_far()
    {
        var history = new ReportHistory(default, default, ReportKind.Campaign);
        history.Take(new(Today.AddDays(-9), Today), Today, 1000, TimeSpan.FromSeconds(20));
        history.Take(new(Today, Today), Today, 100, TimeSpan.FromSeconds(10));

        var estimate = BackFillEstimate.Of([new(Today.AddDays(-109), Today.AddDays(-10)), new(Today.AddDays(-119), Today.AddDays(-110))], history);

        Assert.Equal(new BackFillEstimate(2, 110, 11_000, TimeSpan.FromSeconds(30)), estimate);
        Assert.Equal(new BackFillEstimate(3, 111, 11_000, TimeSpan.FromSeconds(30)), estimate + BackFillEstimate.Of([new(Today, Today)], null));
    }

    [Fact]
    public void Only_what_is_under_way_can_be_paused_only_what_is_paused_resumed_and_what_ended_stays_so()
    {
        var backFill = Asked();

        Assert.False(backFill.Resume());
        Assert.True(backFill.Pause());
        Assert.False(backFill.Pause());
        Assert.True(backFill.Resume());
        Assert.Equal(BackFillState.Open, backFill.State);
        Assert.True(backFill.Cancel(Now));
        Assert.False(backFill.Cancel(Now));
        Assert.False(backFill.Resume());
        Assert.Equal((BackFillState.Cancelled, Now), (backFill.State, backFill.EndedAt));
    }

    [Fact]
    public void A_part_that_fails_again_and_again_is_tried_ever_more_seldom_but_daily()
    {
        var (backFill, waits) = (Asked(), new List<double>());
        for (var failure = 0; failure < 12; failure++)
        {
            backFill.Stumble("No.", Now);
            waits.Add((backFill.NextAt!.Value - Now).TotalHours);
        }

        Assert.Equal([1, 2, 4, 8, 16, 24, 24, 24, 24, 24, 24, 24], waits);
        backFill.Took();
        Assert.Equal((0, null, null), (backFill.Failures, backFill.Failure, backFill.NextAt));
    }

    private static BackFill Asked()
    {
        var backFill = new BackFill(Id<Tenant>.New(Now), new AdsId<AdsAccount>(1), ReportKind.Account);
        backFill.Ask(Today.AddYears(-1), Id<Person>.New(Now), Now);
        return backFill;
    }

    private static IEnumerable<Period> Periods(ReadDays read) => read.Missing(new(Today.AddYears(-3), Today)) is var missing && missing.ToList() is [var newer, var older]
        ? [new(older.To.AddDays(1), newer.From.AddDays(-1))]
        : [];
}

using Portal.Domain.Performance;
using Portal.Domain.Sync;

namespace Portal.Tests.Domain.Sync;

public sealed class SumRulesTests
{
    private static readonly Totals Shown = new(1000, 100, 50_000_000, 0, 0);

    [Theory]
    [InlineData(ReportKind.Campaign, 0, 0, 0, false)]
    [InlineData(ReportKind.Campaign, 1, 0, 0, true)]
    [InlineData(ReportKind.Campaign, -1, 0, 0, true)]
    [InlineData(ReportKind.Device, 0, -1, 0, true)]
    [InlineData(ReportKind.AccountHour, 0, 0, 55_001, true)]
    [InlineData(ReportKind.AccountHour, 0, 0, -55_001, true)]
    [InlineData(ReportKind.Account, 0, 0, 55_000, false)]
    [InlineData(ReportKind.Keyword, -500, -50, -25_000_000, false)]
    [InlineData(ReportKind.Keyword, 1, 0, 0, true)]
    [InlineData(ReportKind.Ad, 0, 1, 0, true)]
    [InlineData(ReportKind.AdGroup, 0, 0, 55_001, true)]
    public void Whole_reports_must_add_up_and_parts_may_not_be_more(ReportKind report, long impressions, long clicks, long spend, bool drifted) =>
        Assert.Equal(drifted, SumRules.HasDrifted(report, new(10, Shown + new Totals(impressions, clicks, spend, 0, 0)), Shown));

    [Fact]
    public void Late_conversions_are_no_drift() => Assert.False(SumRules.HasDrifted(ReportKind.Account, new(1, Shown with { ConversionHundredths = 100, RevenueMicros = 5 }), Shown));

    [Fact]
    public void The_newest_final_days_without_a_hole_are_compared()
    {
        var last = new DateOnly(2026, 11, 20);
        (DateOnly, DayState)[] marks = [(last.AddDays(1), DayState.Provisional), (last, DayState.Final), (last.AddDays(-1), DayState.Final), (last.AddDays(-3), DayState.Final)];

        Assert.Equal(new(last.AddDays(-1), last), SumRules.FinalDays(marks, 30));
        Assert.Equal(new(last, last), SumRules.FinalDays(marks, 1));
        Assert.Null(SumRules.FinalDays(marks[..1], 30));
    }
}

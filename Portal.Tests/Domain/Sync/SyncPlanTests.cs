using Portal.Domain;
using Portal.Domain.Sync;

namespace Portal.Tests.Domain.Sync;

public sealed class SyncPlanTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void The_first_sync_takes_the_entities_and_ninety_days_of_every_report()
    {
        var plan = SyncPlan.For(Today, null);

        Assert.Equal(SliceKind.Entities, plan[0].Kind);
        Assert.Equal(Period.Ending(Today, 90), plan.Single(slice => slice.Kind == SliceKind.AccountReport).Period);
        Assert.Equal(Period.Ending(Today, 90), plan.Single(slice => slice.Kind == SliceKind.AdGroupReport).Period);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-23")]
    [InlineData("2026-10-01")]
    [InlineData("2019-01-01")]
    [InlineData("2026-12-24")]
    public void Keyword_slices_are_at_most_a_month_and_cover_each_day_once_newest_first(string? last)
    {
        var plan = SyncPlan.For(Today, last is null ? null : DateOnly.ParseExact(last, "yyyy-MM-dd", null));

        var keywords = plan.Where(slice => slice.Kind == SliceKind.KeywordReport).Select(slice => slice.Period!.Value).ToList();
        var accounts = plan.Where(slice => slice.Kind == SliceKind.AccountReport).SelectMany(slice => slice.Period!.Value.EachDay()).Order().ToList();
        Assert.All(keywords, period => Assert.InRange(period.Days, 1, 31));
        Assert.Equal(accounts, keywords.SelectMany(period => period.EachDay()).Order());
        Assert.Equal(accounts.Distinct(), accounts);
        Assert.Equal(Today, keywords[0].To);
        Assert.Equal(Today, accounts[^1]);
        Assert.True(accounts[0] > Today.AddMonths(-36));
    }

    [Fact]
    public void A_later_sync_looks_back_thirty_days() =>
        Assert.Equal(new Period(new(2026, 10, 23), Today), SyncPlan.For(Today, new(2026, 11, 22)).Single(slice => slice.Kind == SliceKind.CampaignReport).Period);

    [Fact]
    public void After_a_gap_the_gap_comes_first()
    {
        var periods = SyncPlan.For(Today, new(2026, 11, 10)).Where(slice => slice.Kind == SliceKind.CampaignReport).Select(slice => slice.Period!.Value);

        Assert.Equal([new(new(2026, 11, 10), Today), new(new(2026, 10, 11), new(2026, 11, 9))], periods);
    }
}

using Portal.Domain.Sync;

namespace Portal.Tests.Domain.Sync;

public sealed class LookBackTests
{
    [Theory]
    [InlineData(1, 14, 90, "EachRun")]
    [InlineData(8, 14, 90, "EachRun")]
    [InlineData(3, 2, 90, "EachDay")]
    [InlineData(3, 32, 90, "EachDay")]
    [InlineData(3, 14, 13, "EachWeek")]
    [InlineData(3, 14, 91, "EachWeek")]
    public void A_tier_out_of_bounds_is_refused_beside_its_field(int eachRun, int eachDay, int eachWeek, string field) =>
        Assert.Equal(field, LookBack.Of(eachRun, eachDay, eachWeek).Refusal?.Field);

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(7, 31, 90)]
    public void The_bounds_themselves_are_taken(int eachRun, int eachDay, int eachWeek) =>
        Assert.Equal(new LookBack(eachRun, eachDay, eachWeek), LookBack.Of(eachRun, eachDay, eachWeek).Value);

    [Fact]
    public void A_run_says_how_long_it_takes_once_enough_is_done_to_tell()
    {
        Assert.Equal(new RunSpeed(100, TimeSpan.FromSeconds(30)), RunSpeed.Of(1000, 0.25, TimeSpan.FromSeconds(10)));
        Assert.Equal(new RunSpeed(null, null), RunSpeed.Of(0, 0.01, TimeSpan.FromSeconds(10)));
        Assert.Null(RunSpeed.Of(1000, 1, TimeSpan.FromSeconds(10)).Left);
    }
}

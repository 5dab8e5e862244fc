using Portal.Domain;
using Portal.Domain.Performance;

namespace Portal.Tests.Performance;

public sealed class PeriodChoiceTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly DateOnly Yesterday = new(2026, 11, 22);

    [Theory]
    [InlineData("7", "2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15")]
    [InlineData("31", "2026-10-23", "2026-11-22", "2026-09-22", "2026-10-22")]
    [InlineData("this-month", "2026-11-01", "2026-11-22", "2026-10-10", "2026-10-31")]
    [InlineData("last-month", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30")]
    [InlineData("nonsense", "2026-10-24", "2026-11-22", "2026-09-24", "2026-10-23")]
    [InlineData(null, "2026-10-24", "2026-11-22", "2026-09-24", "2026-10-23")]
    public void A_range_ends_with_the_last_day_that_counts_and_knows_the_one_before(string? range, string from, string to, string beforeFrom, string beforeTo)
    {
        var choice = PeriodChoice.Read(range, null, null, Yesterday, Today);

        Assert.Equal((Whole(from, to), Whole(beforeFrom, beforeTo)), (choice.Period, choice.Before));
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-05", "2026-11-01", "2026-11-05")]
    [InlineData("2026-11-05", "2026-11-01", "2026-11-01", "2026-11-05")]
    [InlineData("2026-11-20", "2027-01-01", "2026-11-20", "2026-11-23")]
    [InlineData("2027-01-01", "2027-01-05", "2026-11-23", "2026-11-23")]
    [InlineData("2001-01-01", "2026-11-22", "2024-11-22", "2026-11-22")]
    public void A_custom_range_is_put_right(string from, string to, string readFrom, string readTo) =>
        Assert.Equal(Whole(readFrom, readTo), PeriodChoice.Read("custom", from, to, Yesterday, Today).Period);

    [Theory]
    [InlineData("", "2026-11-05")]
    [InlineData("05.11.2026", "2026-11-05")]
    [InlineData("0001-01-01", "9999-12-31")]
    public void A_custom_range_without_days_starts_from_the_default_one(string from, string to)
    {
        var choice = PeriodChoice.Read("custom", from, to, Yesterday, Today);

        Assert.Equal((PeriodChoice.Custom, Period.Ending(Yesterday, 30)), (choice.Key, choice.Period));
    }

    private static Period Whole(string from, string to) => new(DateOnly.Parse(from, null), DateOnly.Parse(to, null));
}

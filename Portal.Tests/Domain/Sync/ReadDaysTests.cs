using Portal.Domain;
using Portal.Domain.Sync;

namespace Portal.Tests.Domain.Sync;

public sealed class ReadDaysTests
{
    private static readonly DateOnly First = new(2026, 1, 1);

    [Fact]
    public void Days_that_are_forgotten_are_missing_and_the_others_keep_when_they_were_read()
    {
        var First = new DateOnly(2026, 11, 1);
        var days = ReadDays.None.With(new(First, First.AddDays(9)), First.AddDays(20));

        var left = days.Without(new(First.AddDays(3), First.AddDays(4)));

        Assert.Equal([new Period(First.AddDays(3), First.AddDays(4))], left.Missing(new(First, First.AddDays(9))));
        Assert.Equal(First.AddDays(20), left.On(First));
        Assert.Equal((First, First.AddDays(9)), (left.Oldest, left.Newest));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_says_of_every_day_what_a_plain_list_of_days_says(int seed)
    {
        var random = new Random(seed);
        var (read, plain) = (ReadDays.None, new DateOnly?[120]);
        for (var round = 0; round < 60; round++)
        {
            var from = random.Next(120);
            var (to, on) = (Math.Min(119, from + random.Next(30)), First.AddDays(200 + random.Next(5)));
            read = read.With(new(First.AddDays(from), First.AddDays(to)), on);
            Array.Fill(plain, on, from, to - from + 1);

            Assert.Equal(plain, Enumerable.Range(0, 120).Select(day => read.On(First.AddDays(day))));
        }

        var whole = new Period(First.AddDays(20), First.AddDays(99));
        Assert.Equal(plain[20..100].Count(on => on is not null), read.Count(whole));
        Assert.Equal(
            Enumerable.Range(20, 80).Where(day => plain[day] is null).Select(day => First.AddDays(day)),
            read.Missing(whole).SelectMany(period => period.EachDay()).Order());
        Assert.Equal(read, ReadDays.Parse(read.ToString()));
    }

    [Fact]
    public void Days_that_were_read_on_the_same_day_are_one_stretch_however_they_came()
    {
        var on = First.AddDays(50);

        var read = ReadDays.None.With(Day(3), on).With(Day(1), on).With(Day(2), on);

        Assert.Equal(ReadDays.None.With(new(First.AddDays(1), First.AddDays(3)), on), read);
        Assert.Equal(First.AddDays(1), read.UnbrokenFrom);
        Assert.Equal(First.AddDays(5), read.With(Day(5), on).UnbrokenFrom);
    }

    [Fact]
    public void Of_nothing_everything_is_missing()
    {
        Assert.Equal([new(First, First.AddDays(9))], ReadDays.None.Missing(new(First, First.AddDays(9))));
        Assert.Null(ReadDays.None.Newest);
        Assert.Null(ReadDays.None.UnbrokenFrom);
    }

    private static Period Day(int day) => new(First.AddDays(day), First.AddDays(day));
}

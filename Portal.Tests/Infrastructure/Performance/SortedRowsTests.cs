using Portal.Infrastructure.Performance;

namespace Portal.Tests.Infrastructure.Performance;

public sealed class SortedRowsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(700_001)]
    public void Rows_come_out_in_order_however_many_they_are(int count)
    {
        using var rows = new SortedRows();
        for (var at = 0L; at < count; at++)
        {
            // 611,953 is a prime that divides none of the counts, so this walks over every number once.
            var number = at * 611_953 % Math.Max(1, count);
            rows.Add(new ReportRow { First = number / 1000, Second = number / 10 % 100, Day = (int)(number % 10), Clicks = number });
        }

        Assert.Equal(Enumerable.Range(0, count).Select(number => (long)number), rows.InOrder().Select(row => row.Clicks));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(600_000)]
    public void Two_rows_of_one_key_are_refused(int apart)
    {
        using var rows = new SortedRows();
        for (var at = 0; at < apart; at++)
        {
            rows.Add(new ReportRow { First = at });
        }

        rows.Add(new ReportRow { First = 4 });

        Assert.Throws<ReportRefusedException>(() => rows.InOrder().Count());
    }
}

using Portal.Domain.Performance;

namespace Portal.Tests.Performance;

public sealed class ExchangeRatesTests
{
    private static readonly DateOnly Friday = new(2026, 11, 20);

    [Fact]
    public void The_banks_own_file_is_read_with_its_gaps_and_its_empty_last_column()
    {
        var rates = Read("Date,USD,JPY,CYP,", "2026-11-20,1.25,160.5,N/A,", "2026-11-19,1.2,N/A,N/A,");

        Assert.Equal(new ExchangeRate(1.25m, Friday), rates.Find("EUR", "USD", Friday, 7));
        Assert.Equal(new ExchangeRate(0.8m, Friday), rates.Find("USD", "EUR", Friday, 7));
        Assert.Null(rates.Find("EUR", "CYP", Friday, 7));
        Assert.Null(rates.Find("EUR", "JPY", Friday.AddDays(-1), 7));
        Assert.Equal(Friday, rates.LastDay);
        Assert.Equal(3, rates.Currencies);
    }

    [Fact]
    public void One_rate_a_line_is_read_too()
    {
        var rates = Read("Date,Base currency,Quote currency,Rate", "2026-11-20,CHF,SEK,12", "", "2026-11-20,\"CHF\",\"EUR\",1.1");

        Assert.Equal(12m, rates.Find("CHF", "SEK", Friday, 0)?.Rate);
        Assert.Equal(1.1m / 12m, rates.Find("SEK", "EUR", Friday, 0)!.Value.Rate, 12);
    }

    [Fact]
    public void Two_currencies_meet_through_a_third_and_the_older_of_both_days_is_told()
    {
        var rates = Read("Date,USD,GBP", "2026-11-20,1.25,N/A", "2026-11-18,1.2,0.8");

        Assert.Equal(new ExchangeRate(0.64m, new(2026, 11, 18)), rates.Find("USD", "GBP", Friday, 7));
    }

    [Theory]
    [InlineData(22, 7, 20)]
    [InlineData(27, 7, 20)]
    [InlineData(28, 7, null)]
    [InlineData(20, 0, 20)]
    [InlineData(21, 0, null)]
    [InlineData(19, 7, null)]
    public void A_day_without_a_rate_takes_the_last_one_before_it_if_that_is_not_too_old(int day, int back, int? of)
    {
        var rates = Read("Date,USD", "2026-11-20,1.25");

        Assert.Equal(of, rates.Find("EUR", "USD", new(2026, 11, day), back)?.Day.Day);
    }

    [Theory]
    [InlineData("Line 1 is neither", "Day,USD", "2026-11-20,1.25")]
    [InlineData("Line 1 is neither", "Date,dollars", "2026-11-20,1.25")]
    [InlineData("Line 3 has 3 fields where the first line has 2", "Date,USD", "2026-11-20,1.25", "2026-11-19,1,25")]
    [InlineData("Line 2 starts with “20/11/2026”", "Date,USD", "20/11/2026,1.25")]
    [InlineData("Line 2 has “1.25€” where the rate from EUR to USD should be", "Date,USD", "2026-11-20,1.25€")]
    [InlineData("Line 2 has “-1” where", "Date,USD", "2026-11-20,-1")]
    [InlineData("Line 2 has “0” where", "Date,USD", "2026-11-20,0")]
    [InlineData("Line 2 has “99999999999999999999999999” where", "Date,USD", "2026-11-20,99999999999999999999999999")]
    [InlineData("Line 2 has “N/A” where", "date,base,quote,rate", "2026-11-20,EUR,USD,N/A")]
    [InlineData("Line 2 has “euro” where the code of a currency should be", "date,base,quote,rate", "2026-11-20,euro,USD,1")]
    [InlineData("Line 3 gives another rate from EUR to USD for 2026-11-20", "Date,USD", "2026-11-20,1.25", "2026-11-20,1.26")]
    [InlineData("The file holds no rate.", "Date,USD", "2026-11-20,N/A")]
    [InlineData("The file holds no rate.", "")]
    public void A_wrong_file_is_refused_with_its_first_wrong_line(string sentence, params string[] lines)
    {
        var read = ExchangeRates.Read(lines);

        Assert.True(read.IsRefused);
        Assert.StartsWith(sentence, read.Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_day_is_converted_at_its_own_rate_and_rounded_once()
    {
        var rates = Read("Date,USD", "2026-11-20,1.25", "2026-11-19,3");
        CurrencyDay[] days =
        [
            new("USD", Friday, new(10, 1, 1_000_000, 100, 2_000_000)),
            new("USD", Friday.AddDays(-1), new(10, 1, 1_000_000, 0, 0)),
            new("USD", Friday.AddDays(-1), new(10, 1, 1, 0, 0)),
            new("EUR", Friday, new(5, 1, 7_000_000, 50, 0)),
        ];

        var sum = ConvertedTotals.Of(days, "EUR", rates, 7).Value!;

        Assert.Equal(new Totals(35, 4, 800_000 + 333_334 + 7_000_000, 150, 1_600_000), sum.Totals);
        Assert.Equal(Friday, sum.LastRate);
    }

    [Fact]
    public void A_day_that_no_rate_is_known_for_makes_the_whole_sum_unknown_unless_it_has_no_money()
    {
        var rates = Read("Date,USD", "2026-11-20,1.25");
        CurrencyDay silent = new("USD", new(2026, 10, 1), new(10, 0, 0, 0, 0));

        var refused = ConvertedTotals.Of([silent with { Totals = new(10, 1, 1, 0, 0) }, new("USD", Friday, new(1, 1, 1, 0, 0))], "EUR", rates, 7);
        var silence = ConvertedTotals.Of([silent, new("USD", Friday, new(1, 1, 1_000_000, 0, 0))], "EUR", rates, 7);

        Assert.Equal("no rate from USD to EUR is known for 2026-10-01 or the 7 days before", refused.Refusal?.Sentence);
        Assert.Equal(800_000, silence.Value?.Totals.SpendMicros);
    }

    private static ExchangeRates Read(params string[] lines)
    {
        var read = ExchangeRates.Read(lines);
        Assert.Null(read.Refusal?.Sentence);
        return read.Value!;
    }
}

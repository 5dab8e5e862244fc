using Portal.Components;
using Portal.Domain;

namespace Portal.Tests.Components;

public sealed class SayTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("EUR", "1234.5", "€ 1,234.50")]
    [InlineData("JPY", "1234.5", "¥ 1,235")]
    [InlineData("KWD", "1.5", "KWD 1.500")]
    [InlineData("CHF", "-30.234", "−CHF 30.23")]
    [InlineData("CAD", "1", "CA$ 1.00")]
    [InlineData("XXQ", "0", "XXQ 0.00")]
    public void Money_has_the_sign_and_the_decimals_of_its_currency(string currency, string amount, string said) =>
        Assert.Equal(said, Plain(Say.Money(Money.Of(decimal.Parse(amount, Say.Culture), currency))));

    [Fact]
    public void A_loss_that_rounds_to_nothing_has_no_sign() => Assert.Equal("€ 0", Plain(Say.MoneyWhole(Money.Of(-0.2m, "EUR"))));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("950", "950")]
    [InlineData("1500", "1.5k")]
    [InlineData("250000", "250k")]
    [InlineData("2250000", "2.25M")]
    [InlineData("3000000000", "3bn")]
    public void An_axis_says_numbers_short(string number, string said) => Assert.Equal(said, Say.Compact(decimal.Parse(number, Say.Culture)));

    [Fact]
    public void A_share_of_nothing_is_no_number()
    {
        Assert.Equal(Say.None, Say.Share(3, 0));
        Assert.Equal(Say.None, Say.Ratio(3, 0));
        Assert.Equal("6.8 %", Plain(Say.Share(68, 1000)));
    }

    [Theory]
    [InlineData(1, "1 account")]
    [InlineData(1204, "1,204 accounts")]
    public void A_count_agrees_with_its_noun(long count, string said) => Assert.Equal(said, Plain(Say.Count(count, "account")));

    [Theory]
    [InlineData("2026-11-01", "2026-11-21", "1 – 21 Nov 2026")]
    [InlineData("2026-10-24", "2026-11-23", "24 Oct – 23 Nov 2026")]
    [InlineData("2025-12-30", "2026-01-02", "30 Dec 2025 – 2 Jan 2026")]
    [InlineData("2026-11-21", "2026-11-21", "21 Nov 2026")]
    public void A_period_says_what_its_ends_share_once(string from, string to, string said) =>
        Assert.Equal(said, Plain(Say.Period(new(DateOnly.Parse(from, Say.Culture), DateOnly.Parse(to, Say.Culture)))));

    [Theory]
    [InlineData(-0.3, "just now")]
    [InlineData(0.3, "in a moment")]
    [InlineData(-12, "12 min ago")]
    [InlineData(31, "in 31 min")]
    [InlineData(-180, "3 h ago")]
    [InlineData(-1636, "yesterday, 10:14")]
    [InlineData(1440, "tomorrow, 13:30")]
    [InlineData(-7200, "18 Nov, 13:30")]
    [InlineData(-525600, "23 Nov 2025, 13:30")]
    public void A_moment_is_said_from_now_when_near_and_by_its_local_day_when_far(double minutes, string said) =>
        Assert.Equal(said, Plain(Say.Moment(Now.AddMinutes(minutes), Now, Berlin)));

    [Fact]
    public void Yesterday_is_that_of_the_time_zone()
    {
        var evening = new DateTimeOffset(2026, 11, 22, 23, 15, 0, TimeSpan.Zero);

        Assert.Equal("today, 00:15", Say.Moment(evening, Now, Berlin));
        Assert.Equal("yesterday, 23:15", Say.Moment(evening, Now, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_moment_in_full_names_its_zone() =>
        Assert.Equal("Monday 23 November 2026, 13:30 (UTC+01:00, Europe/Berlin)", Say.MomentInFull(Now, Berlin));

    [Theory]
    [InlineData(20, "20 s")]
    [InlineData(59.7, "1 min")]
    [InlineData(720, "12 min")]
    [InlineData(10_800, "3 h")]
    [InlineData(345_600, "4 days")]
    public void A_duration_has_one_unit(double seconds, string said) => Assert.Equal(said, Plain(Say.Duration(TimeSpan.FromSeconds(seconds))));

    private static string Plain(string said) => said.Replace('\u00a0', ' ');
}

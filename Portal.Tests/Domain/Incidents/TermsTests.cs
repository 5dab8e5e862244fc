using Portal.Domain.Incidents;

namespace Portal.Tests.Domain.Incidents;

public sealed class TermsTests
{
    [Theory]
    [InlineData(61, null)]
    [InlineData(60, 60)]
    [InlineData(31, 60)]
    [InlineData(30, 30)]
    [InlineData(7, 7)]
    [InlineData(-3, 7)]
    public void Operators_are_warned_60_30_and_7_days_before_the_secret_ends(int daysLeft, int? warning)
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

        Assert.Equal(warning, Terms.SecretWarning(now.AddDays(daysLeft), now));
    }
}

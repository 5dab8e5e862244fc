using Portal.Domain.Ads;

namespace Portal.Tests.Infrastructure.Ads;

public sealed class AccountTimeZoneTests
{
    [Fact]
    public void All_75_names_are_zones_of_this_machine()
    {
        Assert.Equal(75, AccountTimeZone.Names.Count);
        Assert.All(AccountTimeZone.Names, name => Assert.NotEqual(TimeZoneInfo.Utc, AccountTimeZone.Find(name)));
    }

    [Theory]
    [InlineData("AthensBuckarestIstanbul", "AthensIslandanbulMinsk")]
    [InlineData("IslamabadKarachiTashkent", "IslandamabadKarachiTashkent")]
    [InlineData("MidwayIslandAndSamoa", "MidwayIslandandSamoa")]
    [InlineData("SolomonIslandNewCaledonia", "MagadanSolomonIslandNewCaledonia")]
    [InlineData("BrusselsCopenhagenMadridParis", "BrusselsCopenhagenMadridParis")]
    public void Reports_spell_four_names_otherwise(string account, string report) => Assert.Equal(report, AccountTimeZone.ForReports(account));

    [Theory]
    [InlineData("PacificTimeUSCanadaTijuana", 22)]
    [InlineData("AmsterdamBerlinBernRomeStockholmVienna", 23)]
    [InlineData("Nukualofa", 23)]
    [InlineData("AZoneThatMicrosoftAddedToday", 23)]
    public void A_day_begins_at_the_accounts_own_midnight(string zone, int day) =>
        Assert.Equal(new DateOnly(2026, 11, day), AccountTimeZone.Today(zone, new DateTimeOffset(2026, 11, 23, 7, 30, 0, TimeSpan.Zero)));
}

using System.Globalization;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Notifications;

namespace Portal.Tests.Domain.Notifications;

/// <summary>Berlin is an hour ahead of UTC in November 2026, and two until 25 October.</summary>
public sealed class MailHabitsTests
{
    private readonly MailHabits habits = new(Id<Person>.New(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Who_chose_nothing_is_told_at_once() =>
        Assert.Equal(At("2026-11-23T02:30Z"), habits.DueAt(At("2026-11-23T02:30Z"), "Europe/Berlin"));

    [Theory]
    [InlineData("2026-11-23T20:59Z", "2026-11-23T20:59Z")]
    [InlineData("2026-11-23T21:00Z", "2026-11-24T06:00Z")]
    [InlineData("2026-11-24T05:59Z", "2026-11-24T06:00Z")]
    [InlineData("2026-11-24T06:00Z", "2026-11-24T06:00Z")]
    [InlineData("2026-10-24T21:30Z", "2026-10-25T06:00Z")]
    public void In_quiet_hours_over_midnight_a_mail_waits_until_they_end(string written, string due)
    {
        Change(Delivery.AtOnce, "22:00", "07:00", null);

        Assert.Equal(At(due), habits.DueAt(At(written), "Europe/Berlin"));
    }

    [Fact]
    public void The_persons_own_zone_goes_before_the_organisations()
    {
        Change(Delivery.AtOnce, "22:00", "07:00", "America/New_York");

        Assert.Equal(At("2026-11-23T21:30Z"), habits.DueAt(At("2026-11-23T21:30Z"), "Europe/Berlin"));
        Assert.Equal(At("2026-11-24T12:00Z"), habits.DueAt(At("2026-11-24T03:30Z"), "Europe/Berlin"));
    }

    [Theory]
    [InlineData("2026-11-23T06:59Z", "2026-11-23T07:00Z")]
    [InlineData("2026-11-23T07:00Z", "2026-11-24T07:00Z")]
    public void Once_a_day_is_at_eight_in_the_morning(string written, string due)
    {
        Change(Delivery.OnceADay, null, null, null);

        Assert.Equal(At(due), habits.DueAt(At(written), "Europe/Berlin"));
    }

    [Fact]
    public void A_morning_within_quiet_hours_is_later()
    {
        Change(Delivery.OnceADay, "23:00", "10:00", null);

        Assert.Equal(At("2026-11-23T09:00Z"), habits.DueAt(At("2026-11-23T06:00Z"), "Europe/Berlin"));
    }

    [Theory]
    [InlineData("22:00", null, null, "QuietTo")]
    [InlineData(null, "07:00", null, "QuietFrom")]
    [InlineData("07:00", "07:00", null, "QuietTo")]
    [InlineData(null, null, "Middle-earth/Shire", "TimeZone")]
    public void Half_a_choice_is_refused_at_its_field(string? from, string? to, string? zone, string field) =>
        Assert.Equal(field, habits.Change(Delivery.AtOnce, Time(from), Time(to), zone).Refusal?.Field);

    private void Change(Delivery delivery, string? from, string? to, string? zone) => Assert.False(habits.Change(delivery, Time(from), Time(to), zone).IsRefused);

    private static TimeOnly? Time(string? text) => text is null ? null : TimeOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

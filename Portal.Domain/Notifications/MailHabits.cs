using Portal.Domain.Members;

namespace Portal.Domain.Notifications;

public enum Delivery
{
    AtOnce = 1,

    /// <summary>Everything of a day in one mail, in the morning.</summary>
    OnceADay = 2,
}

/// <summary>When a person wants to be told. Mails about their own login, such as a new password, never wait.</summary>
public sealed class MailHabits(Id<Person> personId)
{
    private static readonly TimeOnly Morning = new(8, 0);

    public Id<Person> PersonId { get; private set; } = personId;

    public Delivery Delivery { get; private set; } = Delivery.AtOnce;

    /// <summary>No mail from this time of day on, in the person's zone; null with <see cref="QuietTo"/> when there are no quiet hours.</summary>
    public TimeOnly? QuietFrom { get; private set; }

    /// <summary>Until this time of day, which may be the next day's.</summary>
    public TimeOnly? QuietTo { get; private set; }

    /// <summary>IANA name; null takes the zone of the organisation that a mail is about.</summary>
    public string? TimeZone { get; private set; }

    public Result<MailHabits> Change(Delivery delivery, TimeOnly? quietFrom, TimeOnly? quietTo, string? timeZone)
    {
        if (quietFrom is null != quietTo is null)
        {
            return new Refusal("Quiet hours need a beginning and an end; leave both empty for none.", quietFrom is null ? "QuietFrom" : "QuietTo");
        }

        if (quietFrom is not null && quietFrom == quietTo)
        {
            return new Refusal("Quiet hours that end when they begin would never end. Choose another end, or leave both empty.", "QuietTo");
        }

        if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            return new Refusal("Choose a time zone from the list.", "TimeZone");
        }

        (Delivery, QuietFrom, QuietTo, TimeZone) = (delivery, quietFrom, quietTo, timeZone);
        return this;
    }

    /// <summary>The first moment, not before <paramref name="writtenAt"/>, at which something may be told.</summary>
    /// <param name="writtenAt">When there was something to tell.</param>
    /// <param name="fallback">The zone for a person who chose none.</param>
    public DateTimeOffset DueAt(DateTimeOffset writtenAt, string fallback)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone ?? fallback);
        var written = TimeZoneInfo.ConvertTime(writtenAt, zone).DateTime;
        var due = AfterQuiet(Delivery == Delivery.OnceADay ? Next(Morning, written) : written);
        return due == written ? writtenAt : new DateTimeOffset(due, zone.GetUtcOffset(due)).ToUniversalTime();
    }

    private DateTime AfterQuiet(DateTime moment) =>
        QuietFrom is { } from && QuietTo is { } to && TimeOnly.FromDateTime(moment).IsBetween(from, to) ? Next(to, moment) : moment;

    private static DateTime Next(TimeOnly time, DateTime after)
    {
        var today = after.Date + time.ToTimeSpan();
        return today > after ? today : today.AddDays(1);
    }
}

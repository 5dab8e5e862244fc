using System.Globalization;

namespace Portal.Domain;

/// <summary>Whole days from <paramref name="From"/> to <paramref name="To"/>, both included, in the account's time zone.</summary>
public readonly record struct Period(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The same number of days directly before this period.</summary>
    public Period Before => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>The <paramref name="days"/> days that end with <paramref name="last"/>.</summary>
    public static Period Ending(DateOnly last, int days) => new(last.AddDays(1 - days), last);

    public bool Contains(DateOnly day) => day >= From && day <= To;

    public IEnumerable<DateOnly> EachDay()
    {
        for (var day = From; day <= To; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>Not the record's own, which would print <see cref="Before"/>, and that its own, without end.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd} to {To:yyyy-MM-dd}");
}

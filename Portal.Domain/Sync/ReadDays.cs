using System.Globalization;

namespace Portal.Domain.Sync;

/// <summary>
/// Which days of a report were read, and when last: stretches of days that were read on the same day. A few stretches tell of years, so
/// that a plan for thousands of reports reads little.
/// </summary>
public sealed class ReadDays : IEquatable<ReadDays>
{
    /// <summary>Newest first, apart from each other; neighbours were read on different days.</summary>
    private readonly IReadOnlyList<Stretch> stretches;

    private ReadDays(IReadOnlyList<Stretch> stretches) => this.stretches = stretches;

    public static ReadDays None { get; } = new([]);

    public DateOnly? Newest => stretches.Count == 0 ? null : stretches[0].To;

    public DateOnly? Oldest => stretches.Count == 0 ? null : stretches[^1].From;

    /// <summary>How far back the days reach from the newest one without a hole.</summary>
    public DateOnly? UnbrokenFrom
    {
        get
        {
            var from = stretches.Count == 0 ? (DateOnly?)null : stretches[0].From;
            foreach (var stretch in stretches.Skip(1).TakeWhile(stretch => stretch.To.AddDays(1) == from))
            {
                from = stretch.From;
            }

            return from;
        }
    }

    /// <summary>The account's day on which <paramref name="day"/> was last read; null: never.</summary>
    public DateOnly? On(DateOnly day)
    {
        foreach (var stretch in stretches)
        {
            if (stretch.To < day)
            {
                return null;
            }

            if (stretch.From <= day)
            {
                return stretch.On;
            }
        }

        return null;
    }

    public int Count(Period within) => stretches.Sum(stretch => Math.Max(0, Earlier(stretch.To, within.To).DayNumber - Later(stretch.From, within.From).DayNumber + 1));

    /// <summary>What was never read, newest first.</summary>
    public IEnumerable<Period> Missing(Period within)
    {
        var to = within.To;
        foreach (var stretch in stretches.Where(stretch => stretch.From <= within.To && stretch.To >= within.From))
        {
            if (stretch.To < to)
            {
                yield return new(stretch.To.AddDays(1), to);
            }

            to = stretch.From.AddDays(-1);
        }

        if (to >= within.From)
        {
            yield return new(within.From, to);
        }
    }

    public ReadDays With(Period period, DateOnly on)
    {
        var parts = new List<Stretch> { new(period.From, period.To, on) };
        foreach (var old in stretches)
        {
            parts.AddRange(old.Outside(period));
        }

        parts.Sort((one, other) => other.From.CompareTo(one.From));
        var joined = new List<Stretch>();
        foreach (var part in parts)
        {
            if (joined is [.., var newer] && newer.On == part.On && part.To.AddDays(1) == newer.From)
            {
                joined[^1] = newer with { From = part.From };
            }
            else
            {
                joined.Add(part);
            }
        }

        return new(joined);
    }

    /// <summary>As if the days of <paramref name="period"/> had never been read, so that the next sync reads them.</summary>
    public ReadDays Without(Period period) => new([.. stretches.SelectMany(stretch => stretch.Outside(period))]);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ReadDays Parse(string text) => new([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Stretch.Parse)]);

    /// <summary>Day numbers: <c>739200-739212@739213</c> for each stretch.</summary>
    public override string ToString() => string.Join(' ', stretches);

    public bool Equals(ReadDays? other) => other is not null && stretches.SequenceEqual(other.stretches);

    public override bool Equals(object? obj) => Equals(obj as ReadDays);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private readonly record struct Stretch(DateOnly From, DateOnly To, DateOnly On)
    {
        public IEnumerable<Stretch> Outside(Period period)
        {
            if (To > period.To)
            {
                yield return this with { From = Later(From, period.To.AddDays(1)) };
            }

            if (From < period.From)
            {
                yield return this with { To = Earlier(To, period.From.AddDays(-1)) };
            }
        }

        public static Stretch Parse(string text)
        {
            DateOnly[] days = [.. text.Split('-', '@').Select(number => DateOnly.FromDayNumber(int.Parse(number, CultureInfo.InvariantCulture)))];
            return new(days[0], days[1], days[2]);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.DayNumber}-{To.DayNumber}@{On.DayNumber}");
    }
}

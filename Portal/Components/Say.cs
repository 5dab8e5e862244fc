using System.Globalization;
using Portal.Domain;

namespace Portal.Components;

/// <summary>
/// How numbers, money, days and moments read on a page, in one place: English words, days before months, groups of three, a no-break
/// space between a number and its unit. Pure: the present moment and the zone are parameters.
/// </summary>
public static class Say
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    private const string Gap = "\u00a0";
    private const string Minus = "\u2212";

    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("en-GB");

    public static string Number(decimal number, int decimals = 0) =>
        Signed(decimal.Round(number, decimals, MidpointRounding.AwayFromZero), n => n.ToString($"N{decimals}", Culture));

    /// <summary>At most three digits and a magnitude, for axes: <c>1.5k</c>, <c>20M</c>.</summary>
    public static string Compact(decimal number)
    {
        var size = Math.Abs(number);
        var (unit, mark) = size >= 1_000_000_000 ? (1_000_000_000m, "bn") : size >= 1_000_000 ? (1_000_000m, "M") : size >= 1000 ? (1000m, "k") : (1m, "");
        var shown = number / unit;
        return Signed(shown, n => n.ToString(n >= 100 ? "0" : n >= 10 ? "0.#" : "0.##", Culture)) + mark;
    }

    /// <summary>The amount with as many decimals as its currency has.</summary>
    public static string Money(Money money) => Money(money, Currencies.Decimals(money.Currency));

    /// <summary>Without decimals, for totals that are read at a glance.</summary>
    public static string MoneyWhole(Money money) => Money(money, 0);

    /// <summary>A share as it is read: 0.068 is <c>6.8 %</c>.</summary>
    public static string Percent(decimal share, int decimals = 1) => Number(share * 100, decimals) + Gap + "%";

    /// <summary>A part of a whole, or <see cref="None"/> when the whole is nothing: clicks by impressions, for instance.</summary>
    public static string Share(decimal part, decimal whole) => whole == 0 ? None : Percent(part / whole);

    /// <summary>How many times <paramref name="part"/> holds <paramref name="whole"/>, as in return on ad spend.</summary>
    public static string Ratio(decimal part, decimal whole, int decimals = 1) => whole == 0 ? None : Number(part / whole, decimals);

    /// <summary>A count with its noun: <c>1 account</c>, <c>1,204 accounts</c>.</summary>
    public static string Count(long count, string one, string? many = null) => Number(count) + Gap + (count == 1 ? one : many ?? one + "s");

    /// <summary>The year is said only when it is not that of <paramref name="today"/>.</summary>
    public static string Day(DateOnly day, DateOnly? today = null) =>
        day.ToString(today?.Year == day.Year ? "d MMM" : "d MMM yyyy", Culture).Replace(' ', Gap[0]);

    /// <summary>The days one by one, a bar between them, as scripts take them for the trends of a table.</summary>
    public static string EachDay(Period period) => string.Join('|', period.EachDay().Select(day => Day(day)));

    /// <summary>Both ends with what they share said once: <c>24 Oct – 23 Nov 2026</c>, <c>1 – 21 Nov 2026</c>.</summary>
    public static string Period(Period period)
    {
        var (from, to) = (period.From, period.To);
        var start = from == to ? "" : from.ToString((from.Year == to.Year, from.Month == to.Month) switch
        {
            (true, true) => "%d",
            (true, false) => "d MMM",
            _ => "d MMM yyyy",
        }, Culture) + " – ";
        return (start + to.ToString("d MMM yyyy", Culture)).Replace(' ', Gap[0]);
    }

    /// <summary>Near moments from <paramref name="now"/> (<c>12 min ago</c>, <c>in 3 h</c>), farther ones as day and time in <paramref name="zone"/>.</summary>
    public static string Moment(DateTimeOffset moment, DateTimeOffset now, TimeZoneInfo zone)
    {
        var distance = (moment - now).Duration();
        if (distance < TimeSpan.FromSeconds(45))
        {
            return moment <= now ? "just now" : "in a moment";
        }

        if (distance < TimeSpan.FromHours(12))
        {
            return moment <= now ? Duration(distance) + " ago" : "in " + Duration(distance);
        }

        var (local, today) = (TimeZoneInfo.ConvertTime(moment, zone), TimeZoneInfo.ConvertTime(now, zone));
        var day = DateOnly.FromDateTime(local.DateTime);
        var days = day.DayNumber - DateOnly.FromDateTime(today.DateTime).DayNumber;
        var said = days switch { -1 => "yesterday", 0 => "today", 1 => "tomorrow", _ => Day(day, DateOnly.FromDateTime(today.DateTime)) };
        return $"{said}, {local.ToString("HH:mm", Culture)}";
    }

    /// <summary>The whole moment, for those who ask: <c>Sunday 22 November 2026, 09:14 (UTC+01:00, Europe/Berlin)</c>.</summary>
    public static string MomentInFull(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var offset = zone.Id == "UTC" ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture) + ", " + zone.Id;
        return $"{local.ToString("dddd d MMMM yyyy, HH:mm", Culture)} ({offset})";
    }

    /// <summary>One unit, the largest that fits: <c>20 s</c>, <c>12 min</c>, <c>3 h</c>, <c>4 days</c>.</summary>
    public static string Duration(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 59.5 => Number((decimal)duration.TotalSeconds) + Gap + "s",
        < 3570 => Number((decimal)duration.TotalMinutes) + Gap + "min",
        < 86_400 => Number((decimal)duration.TotalHours) + Gap + "h",
        _ => Count((long)Math.Round(duration.TotalDays), "day"),
    };

    private static string Money(Money money, int decimals)
    {
        var amount = decimal.Round(money.Amount, decimals, MidpointRounding.AwayFromZero);
        return Signed(amount, n => Currencies.Sign(money.Currency) + Gap + n.ToString($"N{decimals}", Culture));
    }

    private static string Signed(decimal number, Func<decimal, string> say) => (number < 0 ? Minus : "") + say(Math.Abs(number));
}

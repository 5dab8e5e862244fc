using System.Buffers.Text;

namespace Portal.Infrastructure.Performance;

/// <summary>Reads the values of FormatVersion 2.0 off their bytes: invariant, exact, without a string. None throws; all say whether it was one.</summary>
internal static class ReportValues
{
    /// <summary>Microsoft writes nothing, or two dashes, where there is no value.</summary>
    public static bool IsAbsent(ReadOnlySpan<byte> text) => text.IsEmpty || text.SequenceEqual("--"u8);

    public static bool TryWhole(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    /// <summary>A decimal number in units of 10^-<paramref name="decimals"/>; further decimals are rounded, halves away from zero.</summary>
    public static bool TryFixed(ReadOnlySpan<byte> text, int decimals, out long value)
    {
        value = 0;
        var negative = text is [(byte)'-', ..];
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var part = point < 0 ? default : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && part.IsEmpty) || whole.Length + decimals > 18)
        {
            return false;
        }

        var kept = part[..Math.Min(decimals, part.Length)];
        if (!Append(ref value, whole) || !Append(ref value, kept) || part.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        for (var missing = kept.Length; missing < decimals; missing++)
        {
            value *= 10;
        }

        value += part.Length > decimals && part[decimals] >= '5' ? 1 : 0;
        value = negative ? -value : value;
        return true;
    }

    /// <summary><c>yyyy-MM-dd</c> as a day number.</summary>
    public static bool TryDay(ReadOnlySpan<byte> text, out int day)
    {
        var (year, month, date) = (0L, 0L, 0L);
        var parsed = text.Length == 10 && text[4] == '-' && text[7] == '-'
            && Append(ref year, text[..4]) && Append(ref month, text[5..7]) && Append(ref date, text[8..])
            && year > 0 && month is > 0 and <= 12 && date > 0 && date <= DateTime.DaysInMonth((int)year, (int)month);
        day = parsed ? new DateOnly((int)year, (int)month, (int)date).DayNumber : 0;
        return parsed;
    }

    /// <summary>
    /// <c>yyyy-MM-dd|h</c> or <c>…|hh</c>, an hour by the clock. Microsoft does not say how it counts the hours of a day of 25; should the
    /// last one be 24, it is kept as that.
    /// </summary>
    public static bool TryHour(ReadOnlySpan<byte> text, out int day, out int hour)
    {
        var value = 0L;
        day = 0;
        var parsed = text.Length is 12 or 13 && text[10] == '|' && TryDay(text[..10], out day) && Append(ref value, text[11..]) && value <= 24;
        hour = (int)value;
        return parsed;
    }

    private static bool Append(ref long value, ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}

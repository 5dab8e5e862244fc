using System.Globalization;

namespace Portal.Domain.Performance;

/// <summary>How many units of one currency one unit of another was, and the day for which that was said.</summary>
public readonly record struct ExchangeRate(decimal Rate, DateOnly Day);

/// <summary>
/// Rates day by day, as a file tells them. Two layouts are read: that of the European Central Bank's time series
/// (https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip: Date,USD,JPY,… in units for one euro, <c>N/A</c> where there was none), and
/// one rate a line: date, base currency, quote currency, units of the quote currency for one of the base.
/// </summary>
public sealed class ExchangeRates
{
    private const string EcbBase = "EUR";

    private static readonly string[] OnePerLine = ["date", "base", "quote", "rate"];

    private readonly Dictionary<(string Base, string Quote), Dictionary<DateOnly, decimal>> series = [];

    private ExchangeRates()
    {
    }

    /// <summary>The last day that any rate is of.</summary>
    public DateOnly LastDay { get; private set; } = DateOnly.MinValue;

    public int Currencies => series.Keys.SelectMany(pair => new[] { pair.Base, pair.Quote }).Distinct(StringComparer.Ordinal).Count();

    /// <param name="lines">Of the whole file, its head first.</param>
    /// <returns>A refusal names the first line that is wrong; nothing of such a file is used.</returns>
    public static Result<ExchangeRates> Read(IEnumerable<string> lines)
    {
        var rates = new ExchangeRates();
        string[]? head = null;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var fields = line.Split(',').Select(field => field.Trim(' ', '"', '\t', '\uFEFF')).ToArray();
            var fault = head is null ? HeadFault(head = fields)
                : fields.Length != head.Length ? $"has {fields.Length} fields where the first line has {head.Length}"
                : IsOnePerLine(head) ? rates.TakePair(fields)
                : rates.TakeDay(head, fields);
            if (fault is not null)
            {
                return new Refusal(string.Create(CultureInfo.InvariantCulture, $"Line {number} {fault}."));
            }
        }

        return rates.series.Count == 0 ? new Refusal("The file holds no rate.") : rates;
    }

    /// <summary>
    /// The rate of the day, or the last one before it that is at most <paramref name="mostDaysBack"/> days old: banks do not say rates on
    /// weekends. Directly, the other way round, or through a currency for which both are known; null when there is none.
    /// </summary>
    public ExchangeRate? Find(string from, string to, DateOnly day, int mostDaysBack)
    {
        if (from == to)
        {
            return new(1, day);
        }

        if (Leg(from, to, day, mostDaysBack) is { } known)
        {
            return known;
        }

        foreach (var between in series.Keys.Select(pair => pair.Base).Distinct(StringComparer.Ordinal))
        {
            if (Leg(from, between, day, mostDaysBack) is { } there && Leg(between, to, day, mostDaysBack) is { } on)
            {
                return new(there.Rate * on.Rate, there.Day < on.Day ? there.Day : on.Day);
            }
        }

        return null;
    }

    private ExchangeRate? Leg(string from, string to, DateOnly day, int mostDaysBack) =>
        At((from, to), day, mostDaysBack) ?? (At((to, from), day, mostDaysBack) is { } inverse ? new ExchangeRate(1 / inverse.Rate, inverse.Day) : null);

    private ExchangeRate? At((string, string) pair, DateOnly day, int mostDaysBack)
    {
        if (!series.TryGetValue(pair, out var days))
        {
            return null;
        }

        for (var back = 0; back <= mostDaysBack && day.DayNumber - back >= 0; back++)
        {
            var asked = day.AddDays(-back);
            if (days.TryGetValue(asked, out var rate))
            {
                return new(rate, asked);
            }
        }

        return null;
    }

    private static bool IsOnePerLine(string[] head) => head.Length == OnePerLine.Length && head.Zip(OnePerLine).All(pair => pair.First.StartsWith(pair.Second, StringComparison.OrdinalIgnoreCase));

    private static string? HeadFault(string[] head) =>
        IsOnePerLine(head) || (head.Length > 1 && head[0].Equals("Date", StringComparison.OrdinalIgnoreCase) && head.Skip(1).All(code => code.Length == 0 || IsCode(code)) && head.Skip(1).Any(IsCode)) ? null
        : "is neither “date,base,quote,rate” nor “Date” and the codes of currencies";

    private string? TakeDay(string[] head, string[] fields)
    {
        if (!TryDay(fields[0], out var day))
        {
            return NoDay(fields[0]);
        }

        for (var at = 1; at < head.Length; at++)
        {
            if (head[at].Length > 0 && fields[at] is not ("" or "N/A") && Take(day, EcbBase, head[at], fields[at]) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? TakePair(string[] fields) =>
        !TryDay(fields[0], out var day) ? NoDay(fields[0])
        : !IsCode(fields[1]) ? NoCode(fields[1])
        : !IsCode(fields[2]) ? NoCode(fields[2])
        : Take(day, fields[1], fields[2], fields[3]);

    private string? Take(DateOnly day, string @base, string quote, string text)
    {
        // What is beyond these would be a slip of the file, and its sums would overflow.
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) || rate is < 0.000_000_1m or > 10_000_000m)
        {
            return $"has “{Short(text)}” where the rate from {@base} to {quote} should be";
        }

        if (!series.TryGetValue((@base, quote), out var days))
        {
            series[(@base, quote)] = days = [];
        }

        LastDay = day > LastDay ? day : LastDay;
        return days.TryAdd(day, rate) || days[day] == rate ? null : string.Create(CultureInfo.InvariantCulture, $"gives another rate from {@base} to {quote} for {day:yyyy-MM-dd} than a line before");
    }

    private static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);

    private static string NoDay(string text) => $"starts with “{Short(text)}”, which is no day like 2026-11-20";

    private static string NoCode(string text) => $"has “{Short(text)}” where the code of a currency should be, such as USD";

    private static string Short(string text) => text.Length <= 30 ? text : text[..29] + "…";
}

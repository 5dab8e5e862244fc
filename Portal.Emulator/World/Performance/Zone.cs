using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Emulator.World.Performance;

/// <summary>A time zone of an account or a report. <paramref name="Words"/> is how a report's header names it.</summary>
public sealed record Zone(string AccountName, string ReportName, TimeZoneInfo Info, string Words)
{
    /// <summary>What a report uses that names no zone.</summary>
    public const string Default = "PacificTimeUSCanadaTijuana";

    private static readonly Zone[] All = [.. ZoneTable.Rows.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private static readonly FrozenDictionary<string, Zone> ByAccountName = All.ToFrozenDictionary(zone => zone.AccountName);

    private static readonly FrozenDictionary<string, Zone> ByReportName = All.ToFrozenDictionary(zone => zone.ReportName, StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone of an account; one that nobody knows counts as Pacific time.</summary>
    public static Zone OfAccount(string name) => ByAccountName.GetValueOrDefault(name) ?? ByAccountName[Default];

    /// <summary>By the reporting enum, in which four names differ from the account's; null when there is none.</summary>
    public static Zone? OfReport(string name) => ByReportName.GetValueOrDefault(name);

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Info).DateTime);

    /// <summary>The moment at which a day begins; where the clock skips midnight, the first moment after it.</summary>
    public DateTimeOffset Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Info.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(30);
        }

        return new DateTimeOffset(midnight, Info.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>23 to 25 hours.</summary>
    public double Hours(DateOnly day) => (Start(day.AddDays(1)) - Start(day)).TotalHours;

    /// <summary>The hour that the clock on the wall shows <paramref name="hours"/> hours after the day began: at a clock change one is missing or comes twice.</summary>
    public int ClockHour(DateOnly day, int hours) => TimeZoneInfo.ConvertTime(Start(day).AddHours(hours), Info).Hour;

    private static Zone Parse(string row)
    {
        var parts = row.Split('|');
        var names = parts[0].Split('/');
        var info = TimeZoneInfo.FindSystemTimeZoneById(parts[1]);
        var sign = info.BaseUtcOffset < TimeSpan.Zero ? '-' : '+';
        var words = string.Create(CultureInfo.InvariantCulture, $"(GMT{sign}{info.BaseUtcOffset:hh\\:mm}) {parts[2]}");
        return new(names[0], names[^1], info, words);
    }
}

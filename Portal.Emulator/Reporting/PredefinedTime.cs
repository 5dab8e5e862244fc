namespace Portal.Emulator.Reporting;

/// <summary>The named ranges, seen from a given day. Weeks begin on Sunday unless the name says Monday.</summary>
internal static class PredefinedTime
{
    public static (DateOnly First, DateOnly Last) Range(string name, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var sunday = today.AddDays(-(int)today.DayOfWeek);
        var monday = today.AddDays(-((int)today.DayOfWeek + 6) % 7);
        var year = new DateOnly(today.Year, 1, 1);
        return name switch
        {
            "Today" => (today, today),
            "Yesterday" => (today.AddDays(-1), today.AddDays(-1)),
            "LastSevenDays" => (today.AddDays(-7), today.AddDays(-1)),
            "Last14Days" => (today.AddDays(-14), today.AddDays(-1)),
            "Last30Days" => (today.AddDays(-30), today.AddDays(-1)),
            "ThisWeek" => (sunday, today),
            "LastWeek" => (sunday.AddDays(-7), sunday.AddDays(-1)),
            "LastFourWeeks" => (sunday.AddDays(-28), sunday.AddDays(-1)),
            "ThisWeekStartingMonday" => (monday, today),
            "LastWeekStartingMonday" => (monday.AddDays(-7), monday.AddDays(-1)),
            "LastFourWeeksStartingMonday" => (monday.AddDays(-28), monday.AddDays(-1)),
            "ThisMonth" => (month, today),
            "LastMonth" => (month.AddMonths(-1), month.AddDays(-1)),
            "LastThreeMonths" => (month.AddMonths(-3), month.AddDays(-1)),
            "LastSixMonths" => (month.AddMonths(-6), month.AddDays(-1)),
            "ThisYear" => (year, today),
            "LastYear" => (year.AddYears(-1), year.AddDays(-1)),
            _ => throw new FormatException($"The predefined time '{name}' is unknown."),
        };
    }
}

using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>Reads the days of a report and checks them against the aggregation, the retention and the calendar.</summary>
internal static class TimeRules
{
    /// <summary>Predefined ranges by aggregation, from the table in reports.md; a custom range goes with all but the last two.</summary>
    private static readonly Dictionary<Aggregation, string> Allowed = new()
    {
        [Aggregation.Daily] = "Today Yesterday LastSevenDays Last14Days Last30Days ThisMonth LastMonth",
        [Aggregation.Hourly] = "Today Yesterday",
        [Aggregation.Summary] = "Today Yesterday LastSevenDays Last14Days Last30Days ThisMonth LastMonth",
        [Aggregation.Weekly] = "ThisWeek LastWeek LastFourWeeks ThisMonth LastMonth ThisYear LastYear",
        [Aggregation.WeeklyStartingMonday] = "ThisWeekStartingMonday LastWeekStartingMonday LastFourWeeksStartingMonday ThisMonth LastMonth ThisYear LastYear",
        [Aggregation.Monthly] = "ThisMonth LastMonth LastThreeMonths LastSixMonths ThisYear LastYear",
        [Aggregation.Yearly] = "ThisYear LastYear",
        [Aggregation.DayOfWeek] = "Today Yesterday LastSevenDays ThisMonth LastMonth LastThreeMonths LastSixMonths",
        [Aggregation.HourOfDay] = "Today Yesterday LastSevenDays ThisMonth LastMonth LastThreeMonths LastSixMonths",
    };

    public static ReportTime Read(JsonObject request, ReportKind kind, IReadOnlyList<Column> columns, DateTimeOffset now)
    {
        var asked = kind.IsByDate ? Aggregation.Daily : request.Value<Aggregation>("Aggregation")
            ?? throw ReportRequest.Fault(2007, "ReportingServiceInvalidAggregation", "The aggregation is missing.");
        var aggregation = columns.Any(column => column.Name is "TimePeriod" or "Date") ? asked : Aggregation.Summary;
        var time = request.Object("Time") ?? throw ReportRequest.Fault(2008, "ReportingServiceInvalidTime", "The time is missing.");
        var zone = Zone.OfReport(time.Text("ReportTimeZone") ?? Zone.Default) ?? throw new FormatException("The time zone of the report is unknown.");
        var today = zone.Today(now);
        var (first, last) = Range(time, asked, today);
        if (first < kind.Oldest(asked, today))
        {
            throw ReportRequest.Fault(2009, "ReportingServiceInvalidCustomDateRangeStart", $"Data is kept from {kind.Oldest(asked, today):O} on.");
        }

        var read = new ReportTime(aggregation, first, last, zone, now);
        if (request.Bool("ReturnOnlyCompleteData") is true)
        {
            CheckComplete(read, today);
        }

        return read;
    }

    private static (DateOnly First, DateOnly Last) Range(JsonObject time, Aggregation aggregation, DateOnly today)
    {
        var (predefined, start, end) = (time.Text("PredefinedTime"), Day(time, "CustomDateRangeStart"), Day(time, "CustomDateRangeEnd"));
        if ((predefined is null) == (start is null && end is null) || (start is null) != (end is null))
        {
            throw ReportRequest.Fault(2008, "ReportingServiceInvalidTime", "The time is either predefined or a start and an end.");
        }

        if (predefined is not null)
        {
            return Allowed[aggregation].Split(' ').Contains(predefined)
                ? PredefinedTime.Range(predefined, today)
                : throw ReportRequest.Fault(2007, "ReportingServiceInvalidAggregationForTime", "The aggregation does not go with this time.");
        }

        if (aggregation is Aggregation.DayOfWeek or Aggregation.HourOfDay)
        {
            throw ReportRequest.Fault(2007, "ReportingServiceInvalidAggregationForTime", "The aggregation does not go with a custom range.");
        }

        if (start > today)
        {
            throw ReportRequest.Fault(2041, "ReportingServiceFutureStartDate", "The start lies in the future.");
        }

        if (end > today)
        {
            throw ReportRequest.Fault(2010, "ReportingServiceInvalidCustomDateRangeEnd", "The end may not be later than today.");
        }

        return end < start
            ? throw ReportRequest.Fault(2011, "ReportingServiceCustomDateRangeEndBeforeStart", "The end lies before the start.")
            : (start!.Value, end!.Value);
    }

    private static DateOnly? Day(JsonObject time, string name)
    {
        try
        {
            return time.Day(name);
        }
        catch (FormatException)
        {
            throw ReportRequest.Fault(2040, "ReportingServiceInvalidDate", "A date of the range does not exist.");
        }
    }

    private static void CheckComplete(ReportTime time, DateOnly today)
    {
        if (time.Last >= today)
        {
            throw ReportRequest.Fault(2005, "ReportingServiceCompleteDataNotPossible", "Complete data is not possible for a range that includes today.");
        }

        if (time.ClosesAt > time.Now)
        {
            throw ReportRequest.Fault(2004, "ReportingServiceNoCompleteDataAvailable", "The range is not complete yet.");
        }
    }
}

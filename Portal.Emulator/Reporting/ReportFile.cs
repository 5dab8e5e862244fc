using System.Globalization;
using System.IO.Compression;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>Writes a report as the live API does (section 5.4 of our contract): UTF-8 with mark, CRLF, everything quoted, zipped.</summary>
internal static class ReportFile
{
    /// <summary>
    /// Makes the rows twice, to count them for the header and to write them, so that no report is too big for the memory.
    /// <paramref name="entryName"/> is the name without ending; <paramref name="miscount"/> is added to the row count, as a fault.
    /// </summary>
    public static void Write(ReportPlan plan, Stream zip, string entryName, int miscount = 0)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true);
        var entry = archive.CreateEntry(entryName + (plan.IsTabbed ? ".tsv" : ".csv"), CompressionLevel.Fastest);
        entry.LastWriteTime = plan.Time.Now;
        using var stream = entry.Open();
        var text = new CsvText(stream, (byte)(plan.IsTabbed ? '\t' : ','));
        text.Mark();
        if (plan.HasHeader)
        {
            WriteHeader(plan, text, plan.Rows().LongCount() + miscount);
        }

        WriteRows(plan, text);
        if (plan.HasFooter)
        {
            WriteFooter(plan, text);
        }

        text.Flush();
    }

    private static void WriteRows(ReportPlan plan, CsvText text)
    {
        if (plan.HasColumnRow)
        {
            foreach (var column in plan.Columns)
            {
                text.Field(column.Name);
            }

            text.EndLine();
        }

        Action<Row, CsvText>[] writers = [.. plan.Columns.Select(column => column.Write)];
        foreach (var row in plan.Rows())
        {
            foreach (var write in writers)
            {
                write(row, text);
            }

            text.EndLine();
        }
    }

    private static void WriteHeader(ReportPlan plan, CsvText text, long rows)
    {
        var time = plan.Time;
        // Days are the account's, whatever zone the request names, and so is the zone of the header.
        var zone = plan.Accounts[0].Zone;
        var days = time.First == time.Last ? $"{Short(time.First)}" : $"{Short(time.First)},{Short(time.Last)}";
        Line($"Report Name: {plan.Name}");
        Line($"Report Time: {days}");
        Line($"Time Zone: {zone.Words}");
        Line($"Last Completed Available Day: {Moment(LastCompleteDay(zone, time.Now))}");
        Line($"Last Completed Available Hour: {Moment(LastCompleteHour(time.Now))}");
        Line($"Report Aggregation: {time.Aggregation}");
        Line($"Report Filter: {plan.FilterWords}");
        Line($"Potential Incomplete Data: {(zone.Start(time.Last.AddDays(1)).AddHours(DayView.SettlingHours) > time.Now ? "true" : "false")}");
        Line(string.Create(CultureInfo.InvariantCulture, $"Rows: {rows}"));
        text.EndLine();

        void Line(string line)
        {
            text.Field(line);
            text.EndLine();
        }
    }

    private static void WriteFooter(ReportPlan plan, CsvText text)
    {
        text.EndLine();
        text.Field(string.Create(CultureInfo.InvariantCulture, $"©{plan.Time.Now.Year} Microsoft Corporation. All rights reserved. "));
        text.EndLine();
    }

    /// <summary>The end of the newest day whose clicks are all in.</summary>
    private static DateTimeOffset LastCompleteDay(Zone zone, DateTimeOffset now) => zone.Start(zone.Today(now.AddHours(-DayView.SettlingHours)));

    private static DateTimeOffset LastCompleteHour(DateTimeOffset now)
    {
        var settled = now.ToUniversalTime().AddHours(-DayView.SettlingHours);
        return settled.AddTicks(-(settled.Ticks % TimeSpan.TicksPerHour));
    }

    private static string Short(DateOnly day) => day.ToString("M/d/yyyy", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("M/dd/yyyy h:mm:ss tt '(GMT)'", CultureInfo.InvariantCulture);
}

namespace Portal.Emulator.World.Performance;

/// <summary>
/// A day of an account as it is seen at a certain moment. Everything that makes reported numbers change afterwards is here:
/// clicks come in over three hours, conversions are credited to the day of the click until the conversion window ends, and
/// invalid clicks are taken out after eight days. <paramref name="Visible"/> (0 to 1) is how much of the day's traffic is in,
/// <paramref name="Credited"/> (0 to 1) how much of the conversions; <paramref name="Corrected"/>: the check for invalid clicks has run.
/// </summary>
public readonly record struct DayView(DateOnly Day, double Visible, double Credited, bool Corrected)
{
    /// <summary>Hours after which a click is surely in a report (the reporting guide says about three hours for a day's books).</summary>
    public const int SettlingHours = 3;

    private const int CorrectionDays = 8;

    /// <summary>Whether impression shares and quality scores of the day are there: 14 to 18 hours after the last UTC day it touches.</summary>
    public bool SharesKnown { get; init; } = true;

    /// <summary>Share of the day's traffic before each full hour: quiet nights, a hump at noon, the most in the evening.</summary>
    private static readonly double[] Curve = Accumulate(
        [1.2, 0.8, 0.5, 0.4, 0.5, 0.9, 1.9, 3.2, 4.4, 5.1, 5.5, 5.7, 5.8, 5.6, 5.4, 5.3, 5.4, 5.7, 6.2, 6.9, 7.4, 7.0, 5.3, 3.0]);

    /// <summary>
    /// The day <paramref name="age"/> after it began in the account's time zone (negative when it has not), with a conversion
    /// window of <paramref name="windowDays"/>, and of it only what happened before <paramref name="untilHour"/> hours had gone by.
    /// A day has <paramref name="length"/> hours: 23 or 25 when the clocks change.
    /// </summary>
    public static DayView Of(DateOnly day, TimeSpan age, int windowDays, double? untilHour = null, double length = 24) =>
        new(day, Seen(age.TotalHours, untilHour ?? length, 24 / length), CreditedAfter(age.TotalDays, windowDays), age.TotalDays >= CorrectionDays + 1);

    private static double CreditedAfter(double days, int windowDays) =>
        days <= 0 ? 0 : days >= windowDays ? 1 : 0.35 + 0.65 * Math.Log(1 + days) / Math.Log(1 + windowDays);

    /// <summary>A quarter of the clicks is in at once, a quarter after each of the next three hours.</summary>
    private static double Seen(double hours, double untilHour, double pace)
    {
        var seen = 0.0;
        for (var delay = 0; delay <= SettlingHours; delay++)
        {
            seen += Before(Math.Clamp(hours - delay, 0, untilHour) * pace);
        }

        return seen / (SettlingHours + 1);
    }

    private static double Before(double hour) =>
        hour >= 24 ? 1 : Curve[(int)hour] + (Curve[(int)hour + 1] - Curve[(int)hour]) * (hour - (int)hour);

    private static double[] Accumulate(double[] hours)
    {
        var before = new double[hours.Length + 1];
        for (var hour = 0; hour < hours.Length; hour++)
        {
            before[hour + 1] = before[hour] + hours[hour] / hours.Sum();
        }

        return before;
    }
}

using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>How far the days of a report can be trusted, by its header.</summary>
/// <param name="CompleteUntil">Everything before this moment is in the books; null: nothing is known to be.</param>
/// <param name="LastDayMayChange">The last day that was asked for may still change, whatever <paramref name="CompleteUntil"/> says.</param>
/// <param name="Zone">The account's zone, in which its days begin and end.</param>
public sealed record DayStates(DateTimeOffset? CompleteUntil, bool LastDayMayChange, TimeZoneInfo Zone)
{
    /// <summary>Shares come 14 to 18 hours after the end of the day in UTC; after a week, those that are still missing will not come.</summary>
    private const int DaysUntilShares = 7;

    /// <summary>Days, by their numbers, that have rows but no impression share in any of them.</summary>
    public IReadOnlySet<int> WithoutShares { get; init; } = new HashSet<int>();

    /// <summary>
    /// A report without a file has no header. Microsoft closes the books on a day about three hours after its end
    /// (learn.microsoft.com/advertising/guides/reports, "Data latency").
    /// </summary>
    public static DayStates OfEmpty(DateTimeOffset submittedAt, TimeZoneInfo zone) => new(submittedAt.AddHours(-3), false, zone);

    public static DayStates Of(ReportHeader header, TimeZoneInfo zone) => new(header.CompleteUntil, header.MayBeIncomplete, zone);

    public DayState Of(DateOnly day, DateOnly lastDay) =>
        CompleteUntil >= EndOf(day) && !(LastDayMayChange && day == lastDay) && !WaitsForShares(day) ? DayState.Final : DayState.Provisional;

    private bool WaitsForShares(DateOnly day) => WithoutShares.Contains(day.DayNumber) && CompleteUntil < EndOf(day.AddDays(DaysUntilShares));

    /// <summary>Midnight after the day. Where the clock is put forward over midnight, it is the first moment that exists.</summary>
    private DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight));
    }
}

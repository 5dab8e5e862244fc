using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// One row of any report, as it is sorted and written: blittable, so that runs of rows go to a scratch file and back as they are.
/// <see cref="Parts"/> are the key below the account, as many as the report's grain has; the others are zero.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ReportRow
{
    /// <summary>As a share that is not known.</summary>
    public const short NoShare = -1;

    public const int MostShares = 16;

    public long First;
    public long Second;
    public long Third;
    public int Day;
    public int Hour;
    public long CampaignId;
    public long Impressions;
    public long Clicks;
    public long SpendMicros;
    public long ConversionHundredths;
    public long RevenueMicros;

    public readonly ReportRowKey Key => new(First, Second, Third, Day, Hour);

    [UnscopedRef]
    public Span<long> Parts => MemoryMarshal.CreateSpan(ref First, 3);

    /// <summary>What is counted, in the order of the report's shape; the names fit the usual one.</summary>
    [UnscopedRef]
    public Span<long> Numbers => MemoryMarshal.CreateSpan(ref Impressions, 5);

    /// <summary>Basis points, in the room of all numbers but the first: a report has either these or those.</summary>
    [UnscopedRef]
    public Span<short> Shares => MemoryMarshal.Cast<long, short>(MemoryMarshal.CreateSpan(ref Clicks, MostShares / 4));

    public readonly bool SaysTheSameAs(in ReportRow other) =>
        CampaignId == other.CampaignId
        && Impressions == other.Impressions
        && Clicks == other.Clicks
        && SpendMicros == other.SpendMicros
        && ConversionHundredths == other.ConversionHundredths
        && RevenueMicros == other.RevenueMicros;

    /// <summary>Of the usual numbers.</summary>
    public void Add(in ReportRow other)
    {
        Impressions += other.Impressions;
        Clicks += other.Clicks;
        SpendMicros += other.SpendMicros;
        ConversionHundredths += other.ConversionHundredths;
        RevenueMicros += other.RevenueMicros;
    }
}

/// <summary>Sorts as the tables' primary keys do, below tenant and account.</summary>
internal readonly record struct ReportRowKey(long First, long Second, long Third, int Day, int Hour) : IComparable<ReportRowKey>
{
    public int CompareTo(ReportRowKey other) =>
        First != other.First ? First.CompareTo(other.First)
        : Second != other.Second ? Second.CompareTo(other.Second)
        : Third != other.Third ? Third.CompareTo(other.Third)
        : Day != other.Day ? Day.CompareTo(other.Day)
        : Hour.CompareTo(other.Hour);
}

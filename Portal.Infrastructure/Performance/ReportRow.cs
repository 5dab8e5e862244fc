using System.Runtime.InteropServices;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// One row of any daily report, as it is sorted and written: blittable, so that runs of rows go to a scratch file and back as they are.
/// <see cref="First"/> and <see cref="Second"/> are the key below the account: nothing, campaign, ad group, or ad group and keyword.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ReportRow
{
    public long First;
    public long Second;
    public int Day;
    public long CampaignId;
    public long Impressions;
    public long Clicks;
    public long SpendMicros;
    public long ConversionHundredths;
    public long RevenueMicros;

    public readonly ReportRowKey Key => new(First, Second, Day);

    public readonly bool SaysTheSameAs(in ReportRow other) =>
        CampaignId == other.CampaignId
        && Impressions == other.Impressions
        && Clicks == other.Clicks
        && SpendMicros == other.SpendMicros
        && ConversionHundredths == other.ConversionHundredths
        && RevenueMicros == other.RevenueMicros;
}

/// <summary>Sorts as the tables' primary keys do, below tenant and account.</summary>
internal readonly record struct ReportRowKey(long First, long Second, int Day) : IComparable<ReportRowKey>
{
    public int CompareTo(ReportRowKey other) =>
        First != other.First ? First.CompareTo(other.First)
        : Second != other.Second ? Second.CompareTo(other.Second)
        : Day.CompareTo(other.Day);
}

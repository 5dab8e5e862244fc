using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

/// <summary>What was read of one account's report so far: by it the next sync is planned, and a back-fill estimated. Saved with the rows.</summary>
public sealed class ReportHistory(Id<Tenant> tenantId, AdsId<AdsAccount> accountId, ReportKind report) : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public AdsId<AdsAccount> AccountId { get; private set; } = accountId;

    public ReportKind Report { get; private set; } = report;

    public ReadDays Days { get; private set; } = ReadDays.None;

    public int Reports { get; private set; }

    /// <summary>Rows and days of all the reports together, and the seconds from asking for each to its last row.</summary>
    public long Rows { get; private set; }

    public long DaysTaken { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>The stored days are not to be relied on: the next sync reads them again.</summary>
    public void Forget(Period period) => Days = Days.Without(period);

    /// <param name="on">The account's day when the report was asked for.</param>
    /// <param name="took">From asking to the last row.</param>
    public void Take(Period period, DateOnly on, long rows, TimeSpan took)
    {
        Days = Days.With(period, on);
        (Reports, Rows, DaysTaken, Seconds) = (Reports + 1, Rows + rows, DaysTaken + period.Days, Seconds + Math.Max(0, took.TotalSeconds));
    }
}

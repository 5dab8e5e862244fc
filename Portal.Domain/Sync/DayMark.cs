using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

public enum DayState
{
    /// <summary>Microsoft has closed the books on the day; late conversions may still be added within their window.</summary>
    Final = 1,

    /// <summary>The day was not complete when it was read.</summary>
    Provisional = 2,
}

/// <summary>How far one day of one account's report can be trusted, read from the header of the file it came in. No row: never read.</summary>
public sealed class DayMark : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required ReportKind Report { get; init; }

    public required DateOnly Date { get; init; }

    public required DayState State { get; set; }

    public required DateTimeOffset ReadAt { get; set; }
}

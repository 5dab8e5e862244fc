namespace Portal.Domain.Sync;

/// <summary>A daily performance report and the grain of its rows.</summary>
public enum ReportKind
{
    Account = 1,
    Campaign = 2,
    AdGroup = 3,
    Keyword = 4,
}

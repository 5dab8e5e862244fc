using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

public enum SumOutcome
{
    /// <summary>Everything that was compared adds up.</summary>
    Equal = 1,

    /// <summary>The stored sums of the report are not Microsoft's; its days are read again.</summary>
    Drifted = 2,

    /// <summary>Microsoft did not say.</summary>
    NotCompared = 3,
}

/// <summary>What is stored of a report over a period, and of how many rows that is the sum.</summary>
public readonly record struct StoredSum(long Rows, Totals Totals);

/// <summary>
/// What came of holding an account's stored sums against Microsoft's own: one for each report that drifted, or one that says that nothing
/// did.
/// </summary>
public sealed class SumCheck : ITenantOwned
{
    private SumCheck() => Currency = null!;

    /// <param name="report">The report that drifted; that of the account where none did.</param>
    public SumCheck(AdsAccount account, ReportKind report, Period period, SumOutcome outcome, Totals stored, Totals shown, DateTimeOffset now)
    {
        (TenantId, Id, AccountId, Report, Currency) = (account.TenantId, Id<SumCheck>.New(now), account.AccountId, report, account.CurrencyCode);
        (From, To, Outcome, At) = (period.From, period.To, outcome, now);
        (StoredImpressions, StoredClicks, StoredSpendMicros) = (stored.Impressions, stored.Clicks, stored.SpendMicros);
        (ShownImpressions, ShownClicks, ShownSpendMicros) = (shown.Impressions, shown.Clicks, shown.SpendMicros);
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<SumCheck> Id { get; private set; }

    public AdsId<AdsAccount> AccountId { get; private set; }

    public ReportKind Report { get; private set; }

    /// <summary>The days that were summed up, all of them final.</summary>
    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    public SumOutcome Outcome { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Currency { get; private set; }

    public long StoredImpressions { get; private set; }

    public long StoredClicks { get; private set; }

    public long StoredSpendMicros { get; private set; }

    public long ShownImpressions { get; private set; }

    public long ShownClicks { get; private set; }

    public long ShownSpendMicros { get; private set; }

    /// <summary>When a later comparison of the report found it equal; null: not yet, or there was nothing to heal.</summary>
    public DateTimeOffset? HealedAt { get; private set; }

    public Period Period => new(From, To);

    public void Heal(DateTimeOffset now) => HealedAt = now;
}

/// <summary>Which reports' sums must be an account's, and what counts as not being it.</summary>
public static class SumRules
{
    /// <summary>Amounts come with two decimals, so that each row may be off by half of the last one.</summary>
    private const long RoundingMicros = 5_000;

    /// <summary>Their rows are all that an account has.</summary>
    public static IReadOnlyList<ReportKind> Whole { get; } = [ReportKind.Account, ReportKind.Campaign, ReportKind.Device, ReportKind.AccountHour];

    /// <summary>Performance Max and others have rows without these parts, which are not stored: together they are at most the account's.</summary>
    public static IReadOnlyList<ReportKind> Parts { get; } = [ReportKind.AdGroup, ReportKind.Keyword, ReportKind.Ad];

    /// <summary>
    /// Impressions, clicks and spend of a final day stay what they are. Conversions do not: they are counted on the day of their click, up to
    /// 90 days late, and following them is the look-back's.
    /// </summary>
    public static bool HasDrifted(ReportKind report, StoredSum stored, Totals shown)
    {
        var (impressions, clicks, spend) = (stored.Totals.Impressions - shown.Impressions, stored.Totals.Clicks - shown.Clicks, stored.Totals.SpendMicros - shown.SpendMicros);
        var rounding = RoundingMicros * (stored.Rows + 1);
        return impressions > 0 || clicks > 0 || spend > rounding || (Whole.Contains(report) && (impressions < 0 || clicks < 0 || spend < -rounding));
    }

    /// <summary>The newest final days in a row, at most <paramref name="most"/>; null where none is final.</summary>
    public static Period? FinalDays(IEnumerable<(DateOnly Day, DayState State)> marks, int most)
    {
        var days = marks.Where(mark => mark.State == DayState.Final).Select(mark => mark.Day).OrderDescending().ToList();
        var run = days.TakeWhile((day, at) => at < most && day == days[0].AddDays(-at)).ToList();
        return run.Count == 0 ? null : new(run[^1], run[0]);
    }
}

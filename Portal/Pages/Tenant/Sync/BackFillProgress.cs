using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Sync;

/// <summary>How far back each account's data reach, what is asked for, and how far that is.</summary>
public sealed class BackFillProgress(PortalDb db, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<BackFillView> ReadAsync(int page, CancellationToken ct)
    {
        var chosen = db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen);
        var total = await chosen.CountAsync(ct);
        var number = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var accounts = await chosen.OrderBy(account => account.Name).ThenBy(account => account.AccountId).Skip((number - 1) * PageSize).Take(PageSize)
            .Select(account => new { account.AccountId, account.Name, account.TimeZone }).ToListAsync(ct);
        var ids = accounts.ConvertAll(account => account.AccountId);
        var histories = (await db.ReportHistories.AsNoTracking().Where(history => ids.Contains(history.AccountId)).ToListAsync(ct)).ToLookup(history => history.AccountId);
        var backFills = (await db.BackFills.AsNoTracking().Where(backFill => ids.Contains(backFill.AccountId)).ToListAsync(ct)).ToLookup(backFill => backFill.AccountId);
        var states = await db.BackFills.GroupBy(backFill => backFill.State).Select(same => new { same.Key, Accounts = same.Select(one => one.AccountId).Distinct().Count() }).ToDictionaryAsync(same => same.Key, same => same.Accounts, ct);
        var now = clock.GetUtcNow();
        return new(
            [.. accounts.Select(account => Describe(account.AccountId, account.Name, AccountTimeZone.Today(account.TimeZone, now), [.. histories[account.AccountId]], [.. backFills[account.AccountId]]))],
            total,
            number,
            states.GetValueOrDefault(BackFillState.Open),
            states.GetValueOrDefault(BackFillState.Paused));
    }

    private static AccountBackFill Describe(AdsId<AdsAccount> account, string name, DateOnly today, ReportHistory[] histories, BackFill[] backFills)
    {
        var seen = histories.ToDictionary(history => history.Report);
        var reaches = Reports.All.Select(report => new ReportReach(report, seen.GetValueOrDefault(report)?.Days.UnbrokenFrom, report.Earliest(today), backFills.FirstOrDefault(one => one.Report == report))).ToList();
        var (all, done, left) = (0, 0, default(BackFillEstimate));
        foreach (var backFill in backFills.Where(one => one.State != BackFillState.Cancelled))
        {
            var history = seen.GetValueOrDefault(backFill.Report);
            var range = BackFillPlan.Range(backFill.Report, backFill.From, today);
            all += range?.Days ?? 0;
            done += range is { } days ? (history?.Days ?? ReadDays.None).Count(days) : 0;
            left += BackFillEstimate.Of([.. BackFillPlan.Left(backFill.Report, backFill.From, today, history?.Days ?? ReadDays.None)], history);
        }

        return new(account, name, reaches, backFills, all, done, left, histories.Sum(history => history.Rows) / Math.Max(1, histories.Sum(history => history.Seconds)));
    }
}

/// <param name="PageNumber">Of the accounts.</param>
/// <param name="Open">Accounts with something under way.</param>
public sealed record BackFillView(IReadOnlyList<AccountBackFill> Accounts, int Total, int PageNumber, int Open, int Paused)
{
    public bool IsUnderWay => Open > 0;
}

/// <param name="From">How far back its days reach without a hole; null: nothing was read yet.</param>
/// <param name="Earliest">The first day that Microsoft still has.</param>
public sealed record ReportReach(ReportKind Report, DateOnly? From, DateOnly Earliest, BackFill? Asked);

/// <param name="Days">The days that are asked for, of all its reports together.</param>
/// <param name="Rate">Rows a second, from asking for a report to its last row, in all reports so far.</param>
public sealed record AccountBackFill(
    AdsId<AdsAccount> AccountId,
    string Name,
    IReadOnlyList<ReportReach> Reaches,
    IReadOnlyList<BackFill> BackFills,
    int Days,
    int Done,
    BackFillEstimate Left,
    double Rate)
{
    /// <summary>That of most weight to whoever looks; null: nothing was ever asked for.</summary>
    public BackFillState? State => BackFills.Count == 0 ? null : BackFills.Min(one => one.State);

    public string? Failure => BackFills.FirstOrDefault(one => one.State == BackFillState.Open && one.Failure is not null)?.Failure;

    public DateOnly? From => BackFills.Where(one => one.State != BackFillState.Cancelled).Select(one => (DateOnly?)one.From).Min();

    public int Percent => Days == 0 ? 100 : (int)(100L * Done / Days);

    public string Text => $"{Say.Number(Done)} of {Say.Count(Days, "day")}";

    public string Detail => string.Join(" · ", new[]
    {
        Left.Reports > 0 ? $"{Say.Count(Left.Reports, "report")} left" : "nothing left",
        Left.Rows is { } rows && Left.Reports > 0 ? $"about {Say.Count(rows, "row")}" : null,
        Rate > 0 && Left.Reports > 0 ? $"{Say.Number((decimal)Rate, Rate < 10 ? 1 : 0)} rows a second so far" : null,
        Left.Duration is { TotalSeconds: > 0 } left ? $"about {Say.Duration(left)} of work" : null,
    }.OfType<string>());

    /// <summary>Where the data begin, in a word: the same for all reports, or from when to when.</summary>
    public string Reach
    {
        get
        {
            var days = Reaches.Select(reach => reach.From).OfType<DateOnly>().ToList();
            return days.Count == 0 ? "nothing yet"
                : days.Min() == days.Max() ? $"from {Say.Day(days.Min())}"
                : $"from {Say.Day(days.Min())} to {Say.Day(days.Max())}, by report";
        }
    }
}

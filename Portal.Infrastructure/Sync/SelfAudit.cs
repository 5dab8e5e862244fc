using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Sums = Portal.Domain.Sync.Sums;

namespace Portal.Infrastructure.Sync;

/// <summary>A summary that Microsoft was asked for.</summary>
public sealed record AskedSummary(string RequestId, Period Period, DateTimeOffset At);

/// <summary>
/// Holds what is stored of an account against Microsoft's own sums of the same days. The days of a report that does not add up are
/// forgotten and no longer count as final, so that the next sync reads them again.
/// </summary>
public sealed class SelfAudit(PortalDb db, IAdsApi ads, StoredSums sums, AccountLease lease, TimeProvider clock)
{
    /// <summary>How many days are summed up.</summary>
    public const int Days = 30;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Null where there is nothing to compare: the account cannot be read, or has no final day.</summary>
    public async Task<AskedSummary?> AskAsync(AdsId<AdsAccount> id, CancellationToken ct)
    {
        if (await db.Reachable().FirstOrDefaultAsync(one => one.AccountId == id, ct) is not { } account)
        {
            return null;
        }

        var oldest = AccountTimeZone.Today(account.TimeZone, clock.GetUtcNow()).AddDays(-2 * Days);
        var marks = await db.DayMarks.AsNoTracking().Where(mark => mark.AccountId == id && mark.Report == ReportKind.Account && mark.Date >= oldest)
            .Select(mark => new { mark.Date, mark.State }).ToListAsync(ct);
        return Sums.FinalDays(marks.Select(mark => (mark.Date, mark.State)), Days) is { } period
            ? new(await ads.SubmitSummaryAsync(account.Access, period, account.TimeZone, ct), period, clock.GetUtcNow())
            : null;
    }

    /// <returns>When to come back; null when it is done.</returns>
    public async Task<DateTimeOffset?> CompareAsync(AdsId<AdsAccount> id, AskedSummary asked, CancellationToken ct)
    {
        if (await db.Reachable().FirstOrDefaultAsync(one => one.AccountId == id, ct) is not { } account)
        {
            return null;
        }

        var (status, now) = (await ads.PollReportAsync(account.Access, asked.RequestId, ct), clock.GetUtcNow());
        switch (status)
        {
            case { Progress: ReportProgress.Pending } when now - asked.At < Patience:
                return now + BetweenLooks;
            case { Progress: ReportProgress.Ready, Address: { } address }:
                await using (var download = await ads.DownloadReportAsync(address, ct))
                {
                    return await JudgeAsync(account, asked.Period, await SummaryReport.ReadAsync(download, id, ct), ct);
                }

            case { Progress: ReportProgress.Empty }:
                return await JudgeAsync(account, asked.Period, default, ct);
            default:
                db.SumChecks.Add(new(account, ReportKind.Account, asked.Period, SumOutcome.NotCompared, default, default, now));
                await db.SaveChangesAsync(ct);
                return null;
        }
    }

    /// <summary>Under the account's lease: a sync that is writing the same days has them half old, and its own end must not overwrite what is forgotten here.</summary>
    private Task<DateTimeOffset?> JudgeAsync(AdsAccount account, Period period, Totals shown, CancellationToken ct) => lease.HoldAsync(
        account.AccountId,
        async held =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(held);
            var now = clock.GetUtcNow();
            var (compared, drifted) = (await ComparableAsync(account.AccountId, period, held), 0);
            foreach (var report in compared)
            {
                var stored = await sums.OfAsync(report, account.AccountId, period, held);
                if (Sums.HasDrifted(report, stored, shown))
                {
                    db.SumChecks.Add(new(account, report, period, SumOutcome.Drifted, stored.Totals, shown, now.AddMilliseconds(drifted++)));
                    await ForgetAsync(account.AccountId, report, period, held);
                }
                else
                {
                    (await db.SumChecks.Where(check => check.AccountId == account.AccountId && check.Report == report && check.Outcome == SumOutcome.Drifted && check.HealedAt == null).ToListAsync(held))
                        .ForEach(check => check.Heal(now));
                }
            }

            if (drifted == 0)
            {
                db.SumChecks.Add(new(account, ReportKind.Account, period, compared.Count > 0 ? SumOutcome.Equal : SumOutcome.NotCompared, shown, shown, now));
            }
            else
            {
                await db.AdvanceDataVersionAsync(held);
            }

            await db.SaveChangesAsync(held);
            await transaction.CommitAsync(held);
            return null;
        },
        ct);

    /// <summary>Reports of which every day is final: what is still coming in adds up later.</summary>
    private async Task<List<ReportKind>> ComparableAsync(AdsId<AdsAccount> account, Period period, CancellationToken ct)
    {
        var final = await db.DayMarks
            .Where(mark => mark.AccountId == account && mark.Date >= period.From && mark.Date <= period.To && mark.State == DayState.Final)
            .GroupBy(mark => mark.Report)
            .Select(marks => new { Report = marks.Key, Days = marks.Count() })
            .ToDictionaryAsync(marks => marks.Report, marks => marks.Days, ct);
        return [.. Sums.Whole.Concat(Sums.Parts).Where(report => final.GetValueOrDefault(report) == period.Days)];
    }

    private async Task ForgetAsync(AdsId<AdsAccount> account, ReportKind report, Period period, CancellationToken ct)
    {
        (await db.ReportHistories.FirstOrDefaultAsync(one => one.AccountId == account && one.Report == report, ct))?.Forget(period);
        (await db.DayMarks.Where(mark => mark.AccountId == account && mark.Report == report && mark.Date >= period.From && mark.Date <= period.To).ToListAsync(ct))
            .ForEach(mark => mark.State = DayState.Provisional);
    }
}

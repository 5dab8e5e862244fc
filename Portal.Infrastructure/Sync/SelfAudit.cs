using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>A summary that Microsoft was asked for.</summary>
public sealed record AskedSummary(string RequestId, Period Period, DateTimeOffset At);

/// <param name="Asked">Null when it was not asked for.</param>
/// <param name="Again">Then, when there may be room for it; null where there is nothing to compare.</param>
public sealed record SummaryAsk(AskedSummary? Asked, DateTimeOffset? Again);

/// <summary>
/// Holds what is stored of an account against Microsoft's own sums of the same days. The days of a report that does not add up are
/// forgotten and no longer count as final, so that the next sync reads them again.
/// </summary>
public sealed class SelfAudit(PortalDb db, IAdsApi ads, ReportRoom room, StoredSums sums, AccountLease lease, TimeProvider clock)
{
    /// <summary>How many days are summed up.</summary>
    public const int Days = 30;

    internal static readonly TimeSpan Patience = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    /// <summary>The sync's reports come first, and a night is long.</summary>
    private static readonly TimeSpan BetweenAsks = TimeSpan.FromMinutes(5);

    public async Task<SummaryAsk> AskAsync(AdsId<AdsAccount> id, CancellationToken ct)
    {
        using var background = InBackground.Begin();
        var now = clock.GetUtcNow();
        if (await db.Reachable().FirstOrDefaultAsync(one => one.AccountId == id, ct) is not { } account || await PeriodAsync(account, now, ct) is not { } period)
        {
            return new(null, null);
        }

        try
        {
            var (request, _) = await room.SubmitAsync(account, token => ads.SubmitSummaryAsync(account.Access, period, account.TimeZone, token), ct);
            if (request is null)
            {
                return new(null, now + BetweenAsks);
            }

            // Not the caller's token: it is in work from here on.
            await NoteAsync(id, now, CancellationToken.None);
            return new(new(request, period, now), null);
        }
        catch (AdsApiException fault) when (fault.Fault == AdsFault.Throttled)
        {
            return new(null, now + BetweenAsks);
        }
    }

    /// <returns>When to come back; null when it is done.</returns>
    public async Task<DateTimeOffset?> CompareAsync(AdsId<AdsAccount> id, AskedSummary asked, CancellationToken ct)
    {
        using var background = InBackground.Begin();
        if (await db.Reachable().FirstOrDefaultAsync(one => one.AccountId == id, ct) is not { } account)
        {
            await NoteAsync(id, null, ct);
            return null;
        }

        try
        {
            return await LookAsync(account, asked, ct);
        }
        catch (AdsApiException fault) when (fault.Fault == AdsFault.Throttled && clock.GetUtcNow() - asked.At < Patience)
        {
            return clock.GetUtcNow() + (fault.RetryAfter ?? BetweenLooks);
        }
    }

    /// <summary>The newest final days in a row.</summary>
    private async Task<Period?> PeriodAsync(AdsAccount account, DateTimeOffset now, CancellationToken ct)
    {
        var (id, oldest) = (account.AccountId, AccountTimeZone.Today(account.TimeZone, now).AddDays(-2 * Days));
        var marks = await db.DayMarks.AsNoTracking().Where(mark => mark.AccountId == id && mark.Report == ReportKind.Account && mark.Date >= oldest)
            .Select(mark => new { mark.Date, mark.State }).ToListAsync(ct);
        return SumRules.FinalDays(marks.Select(mark => (mark.Date, mark.State)), Days);
    }

    private Task<int> NoteAsync(AdsId<AdsAccount> id, DateTimeOffset? askedAt, CancellationToken ct) =>
        db.AdsAccounts.Where(one => one.AccountId == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.SummaryAskedAt, askedAt), ct);

    private async Task<DateTimeOffset?> LookAsync(AdsAccount account, AskedSummary asked, CancellationToken ct)
    {
        var (id, status, now) = (account.AccountId, await ads.PollReportAsync(account.Access, asked.RequestId, ct), clock.GetUtcNow());
        if (status.Progress == ReportProgress.Pending && now - asked.At < Patience)
        {
            return now + BetweenLooks;
        }

        await NoteAsync(id, null, ct);
        switch (status)
        {
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
                if (SumRules.HasDrifted(report, stored, shown))
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
        return [.. SumRules.Whole.Concat(SumRules.Parts).Where(report => final.GetValueOrDefault(report) == period.Days)];
    }

    private async Task ForgetAsync(AdsId<AdsAccount> account, ReportKind report, Period period, CancellationToken ct)
    {
        (await db.ReportHistories.FirstOrDefaultAsync(one => one.AccountId == account && one.Report == report, ct))?.Forget(period);
        (await db.DayMarks.Where(mark => mark.AccountId == account && mark.Report == report && mark.Date >= period.From && mark.Date <= period.To).ToListAsync(ct))
            .ForEach(mark => mark.State = DayState.Provisional);
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Replaces the rows of one account, report and period, marks its days, counts the data version up and lets the caller save its
/// checkpoint: all of it in one transaction, or nothing.
/// </summary>
public sealed class PerformanceWriter(PortalDb db, TimeProvider clock)
{
    /// <summary>A statement on PostgreSQL may be about millions of rows; the usual half minute would end it every time it is tried.</summary>
    private static readonly TimeSpan LongestStatement = TimeSpan.FromMinutes(10);

    /// <summary>Whose rows are written.</summary>
    internal Id<Tenant> Tenant => db.CurrentTenantId != default ? db.CurrentTenantId : throw new TenantMismatchException("Rows are written within a tenant only.");

    /// <inheritdoc cref="ReplaceAsync(ReportTarget, IEnumerable{ReportRow}, ReportWords, DayStates, Action{Replaced}, CancellationToken)"/>
    internal Task<Replaced> ReplaceAsync(ReportTarget target, IEnumerable<ReportRow> rows, DayStates states, Action<Replaced> checkpoint, CancellationToken ct) =>
        ReplaceAsync(target, rows, null, states, checkpoint, ct);

    /// <param name="target">Which rows are replaced.</param>
    /// <param name="rows">In the order of their key.</param>
    /// <param name="words">What numbers in the rows stand for.</param>
    /// <param name="states">How far the days can be trusted.</param>
    /// <param name="checkpoint">Changes what the caller keeps about its progress; saved with the rows.</param>
    internal async Task<Replaced> ReplaceAsync(
        ReportTarget target,
        IEnumerable<ReportRow> rows,
        ReportWords? words,
        DayStates states,
        Action<Replaced> checkpoint,
        CancellationToken ct)
    {
        var (tenant, usual) = (Tenant, db.Database.GetCommandTimeout());
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            if (db.Database.IsNpgsql())
            {
                db.Database.SetCommandTimeout(LongestStatement);
            }

            await using var unmapped = await UnmappedPages.BeginAsync(db);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var replaced = db.Database.IsNpgsql() ? await CopyAsync(target, rows, words, ct) : Replace(tenant, target, rows, words, ct);
            await MarkDaysAsync(target, states, ct);
            await db.AdvanceDataVersionAsync(ct);
            checkpoint(replaced);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return replaced;
        }
        finally
        {
            db.Database.SetCommandTimeout(usual);
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<Replaced> CopyAsync(ReportTarget target, IEnumerable<ReportRow> rows, ReportWords? words, CancellationToken ct)
    {
        if (words is not null)
        {
            await new CopyWords(db, words.Table).RunAsync(words.Read(), ct);
        }

        return await new CopyReplacement(db, target).RunAsync(rows, ct);
    }

    private Replaced Replace(Id<Tenant> tenant, ReportTarget target, IEnumerable<ReportRow> rows, ReportWords? words, CancellationToken ct)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (words is not null)
        {
            using var merge = new WordMerge(connection, tenant, words.Table);
            merge.Run(words.Read(), ct);
        }

        using var replacement = new RowReplacement(connection, tenant, target);
        return replacement.Run(rows, ct);
    }

    private async Task MarkDaysAsync(ReportTarget target, DayStates states, CancellationToken ct)
    {
        var (now, period) = (clock.GetUtcNow(), target.Period);
        var marks = await db.DayMarks
            .Where(mark => mark.AccountId == target.AccountId && mark.Report == target.Report && mark.Date >= period.From && mark.Date <= period.To)
            .ToDictionaryAsync(mark => mark.Date, ct);
        foreach (var day in period.EachDay())
        {
            var state = states.Of(day, period.To);
            if (marks.TryGetValue(day, out var mark))
            {
                (mark.State, mark.ReadAt) = (state, now);
            }
            else
            {
                db.DayMarks.Add(new DayMark { TenantId = db.CurrentTenantId, AccountId = target.AccountId, Report = target.Report, Date = day, State = state, ReadAt = now });
            }
        }
    }
}

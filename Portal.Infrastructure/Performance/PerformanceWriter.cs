using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Replaces the rows of one account, report and period, marks its days, counts the data version up and lets the caller save its
/// checkpoint: all of it in one transaction, or nothing.
/// </summary>
public sealed class PerformanceWriter(PortalDb db, TimeProvider clock)
{
    /// <param name="checkpoint">Changes what the caller keeps about its progress; saved with the rows.</param>
    internal async Task<Replaced> ReplaceAsync(
        ReportTarget target,
        IEnumerable<ReportRow> rows,
        DayStates states,
        Action<Replaced> checkpoint,
        CancellationToken ct)
    {
        var tenant = db.CurrentTenantId != default
            ? db.CurrentTenantId
            : throw new TenantMismatchException("Rows are written within a tenant only.");
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var connection = (SqliteConnection)db.Database.GetDbConnection();

            // Mapped pages of the whole table would count as this process's memory; the pool sets the pragma again when it hands the connection out.
            await using (var unmap = new SqliteCommand("PRAGMA mmap_size=0", connection))
            {
                await unmap.ExecuteNonQueryAsync(ct);
            }

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            using var replacement = new RowReplacement(connection, tenant, target);
            var replaced = replacement.Run(rows, ct);
            MarkDays(connection, tenant.Value.ToByteArray(true), target, states);
            await db.AdvanceDataVersionAsync(ct);
            checkpoint(replaced);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return replaced;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private void MarkDays(SqliteConnection connection, byte[] tenant, ReportTarget target, DayStates states)
    {
        using var mark = new Statement(connection, """
            INSERT INTO DayMarks (TenantId, AccountId, Report, Date, State, ReadAt) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (TenantId, AccountId, Report, Date) DO UPDATE SET State = excluded.State, ReadAt = excluded.ReadAt
            """);
        mark.Bind(1, tenant);
        mark.Bind(2, target.AccountId.Value);
        mark.Bind(3, (long)target.Report);
        mark.Bind(6, clock.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var day in target.Period.EachDay())
        {
            mark.Bind(4, day.DayNumber);
            mark.Bind(5, (long)states.Of(day, target.Period.To));
            mark.Run();
        }
    }
}

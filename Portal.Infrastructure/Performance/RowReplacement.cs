using Microsoft.Data.Sqlite;
using Portal.Domain;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>What replacing a period changed.</summary>
public readonly record struct Replaced(int Added, int Changed, int Removed);

/// <summary>
/// Makes the rows of one account, report and period equal to the file's, writing only what differs: in a look-back most days are
/// unchanged, and a change log of a few rows hurts neither readers nor the disk. Runs in the connection's transaction.
/// </summary>
internal sealed class RowReplacement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly ReportTable table;
    private readonly byte[] tenant;
    private readonly ReportTarget target;
    private readonly Statement insert;
    private readonly Statement update;
    private readonly Statement delete;

    public RowReplacement(SqliteConnection connection, Id<Tenant> tenantId, ReportTarget target)
    {
        (this.connection, this.target, table, tenant) = (connection, target, ReportTable.Of(target.Report), tenantId.Value.ToByteArray(true));
        (insert, update, delete) = (Prepare(table.Insert), Prepare(table.Update), Prepare(table.Delete));
    }

    /// <param name="rows">In order of the key, each key once.</param>
    public Replaced Run(IEnumerable<ReportRow> rows, CancellationToken ct)
    {
        using var existing = HasAny() ? Prepare(table.Existing, target.Period) : null;
        var (added, changed, removed, seen) = (0, 0, 0, 0);
        var old = new ReportRow { First = long.MinValue };
        var has = Next(existing, ref old);
        foreach (var row in rows)
        {
            if ((++seen & 0x3FFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            for (; has && old.Key.CompareTo(row.Key) < 0; has = Next(existing, ref old))
            {
                Write(delete, old, withValues: false);
                removed++;
            }

            if (!has || old.Key != row.Key)
            {
                Write(insert, row, withValues: true);
                added++;
                continue;
            }

            if (!old.SaysTheSameAs(row))
            {
                Write(update, row, withValues: true);
                changed++;
            }

            has = Next(existing, ref old);
        }

        for (; has; has = Next(existing, ref old))
        {
            Write(delete, old, withValues: false);
            removed++;
        }

        return new(added, changed, removed);
    }

    public void Dispose()
    {
        insert.Dispose();
        update.Dispose();
        delete.Dispose();
    }

    /// <summary>The index by day knows at once; without rows in the period, an account's long history need not be walked.</summary>
    private bool HasAny()
    {
        using var any = Prepare(table.Any, target.Period);
        return any.Next();
    }

    private Statement Prepare(string sql, Period? period = null)
    {
        var statement = new Statement(connection, sql);
        statement.Bind(1, tenant);
        statement.Bind(2, target.AccountId.Value);
        if (period is { } days)
        {
            statement.Bind(3, days.From.DayNumber);
            statement.Bind(4, days.To.DayNumber);
        }

        return statement;
    }

    /// <summary>
    /// Goes on behind <paramref name="row"/>. Changing a row of a table in key order takes it out and puts it in again, and the cursor may
    /// come by it once more; what lies behind is never missed.
    /// </summary>
    private bool Next(Statement? existing, ref ReportRow row)
    {
        var before = row.Key;
        while (existing?.Next() == true)
        {
            row = Read(existing);
            if (row.Key.CompareTo(before) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private ReportRow Read(Statement existing)
    {
        var (row, at) = (default(ReportRow), 0);
        foreach (ref var part in row.Parts[..table.Parts])
        {
            part = existing.Number(at++);
        }

        row.Day = (int)existing.Number(at++);
        row.Hour = table.HasHour ? (int)existing.Number(at++) : 0;
        row.CampaignId = table.HasCampaign ? existing.Number(at++) : row.First;
        foreach (ref var number in row.Numbers[..table.Measures])
        {
            number = existing.Number(at++);
        }

        foreach (ref var share in row.Shares[..table.Shares])
        {
            share = existing.IsNothing(at) ? ReportRow.NoShare : (short)existing.Number(at);
            at++;
        }

        return row;
    }

    private void Write(Statement statement, ReportRow row, bool withValues)
    {
        var at = 3;
        foreach (var part in row.Parts[..table.Parts])
        {
            statement.Bind(at++, part);
        }

        statement.Bind(at++, row.Day);
        if (table.HasHour)
        {
            statement.Bind(at++, row.Hour);
        }

        if (withValues)
        {
            BindValues(statement, ref row, at);
        }

        statement.Run();
    }

    private void BindValues(Statement statement, ref ReportRow row, int at)
    {
        if (table.HasCampaign)
        {
            statement.Bind(at++, row.CampaignId);
        }

        foreach (var number in row.Numbers[..table.Measures])
        {
            statement.Bind(at++, number);
        }

        foreach (var share in row.Shares[..table.Shares])
        {
            if (share == ReportRow.NoShare)
            {
                statement.BindNothing(at++);
            }
            else
            {
                statement.Bind(at++, share);
            }
        }
    }
}

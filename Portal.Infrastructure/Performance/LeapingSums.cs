using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Sums a period for every row of a page, on SQLite. The day comes last in a table's key, so a keyword's days lie side by side, and a month
/// of a history of two years is one part in twenty of them. Where there are many days to a keyword, this seeks each keyword's part and
/// leaps over the others; where there are few, SQLite walks over all of them in less time than the seeks would take.
/// </summary>
internal sealed class LeapingSums : IDisposable
{
    /// <summary>Rows that are looked at to see which it is.</summary>
    internal const int Sampled = 4_000;

    /// <summary>Two seeks take as long as walking about that many rows: measured on a table of eight million.</summary>
    internal const int WorthALeap = 200;

    private readonly ReportTable table;
    private readonly int parent;
    private readonly int item;
    private readonly Statement sample;
    private readonly Statement walk;
    private readonly Statement next;
    private readonly Statement one;

    /// <param name="connection">In a transaction, so that all is read of one state.</param>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="table">Of a report with the usual figures.</param>
    /// <param name="key">What is one row of the page.</param>
    /// <param name="period">The days to sum.</param>
    /// <param name="campaign">Null: of all.</param>
    public LeapingSums(SqliteConnection connection, Id<Tenant> tenant, ReportTable table, GrainKey key, Period period, AdsId<Campaign>? campaign)
    {
        this.table = table;
        (parent, item) = (Array.IndexOf(table.Keys, key.Parent), Array.IndexOf(table.Keys, key.Item));
        var sql = Statements(table, campaign is not null);
        (sample, walk, next, one) = (new(connection, sql.Sample), new(connection, sql.Walk), new(connection, sql.Next), new(connection, sql.One));
        foreach (var statement in new[] { sample, walk, next, one })
        {
            statement.Bind(1, tenant.Value.ToByteArray(true));
        }

        foreach (var statement in new[] { walk, one })
        {
            statement.Bind(3, period.From.DayNumber);
            statement.Bind(4, period.To.DayNumber);
            if (campaign is { } only)
            {
                statement.Bind(5, only.Value);
            }
        }
    }

    /// <summary>Adds what an account has to <paramref name="sums"/>. False: they became more than <paramref name="most"/>, and not all were added.</summary>
    public bool Add(AdsId<AdsAccount> account, Dictionary<(long Account, long Parent, long Item), ReportRow> sums, int most, CancellationToken ct)
    {
        foreach (var statement in new[] { sample, walk, next, one })
        {
            statement.Bind(2, account.Value);
        }

        return IsWorthLeaping() ? Leap(account, sums, most, ct) : AddRows(walk, account, sums, most, ct);
    }

    public void Dispose()
    {
        sample.Dispose();
        walk.Dispose();
        next.Dispose();
        one.Dispose();
    }

    /// <summary>Whether the account's first rows are of so few keys that there is much to leap over.</summary>
    private bool IsWorthLeaping()
    {
        var (keys, rows) = sample.Next() ? (sample.Number(0), sample.Number(1)) : default;
        sample.Reset();
        return rows > keys * WorthALeap;
    }

    private bool Leap(AdsId<AdsAccount> account, Dictionary<(long Account, long Parent, long Item), ReportRow> sums, int most, CancellationToken ct)
    {
        var at = default(ReportRow);
        at.Parts.Fill(long.MinValue);
        while (Seek(ref at))
        {
            BindParts(one, 6, at);
            if (!AddRows(one, account, sums, most, ct))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Goes to the next key.</summary>
    private bool Seek(ref ReportRow at)
    {
        BindParts(next, 3, at);
        var found = next.Next();
        for (var part = 0; found && part < table.Parts; part++)
        {
            at.Parts[part] = next.Number(part);
        }

        next.Reset();
        return found;
    }

    private void BindParts(Statement statement, int from, ReportRow row)
    {
        for (var part = 0; part < table.Parts; part++)
        {
            statement.Bind(from + part, row.Parts[part]);
        }
    }

    private bool AddRows(Statement from, AdsId<AdsAccount> account, Dictionary<(long Account, long Parent, long Item), ReportRow> sums, int most, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        while (sums.Count <= most && from.Next())
        {
            var row = Read(from);
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (account.Value, At(parent, account, row), At(item, account, row)), out _);
            sum.CampaignId = Math.Max(sum.CampaignId, row.CampaignId);
            sum.Add(row);
        }

        from.Reset();
        return sums.Count <= most;
    }

    private ReportRow Read(Statement from)
    {
        var (row, at) = (default(ReportRow), 0);
        foreach (ref var part in row.Parts[..table.Parts])
        {
            part = from.Number(at++);
        }

        row.Hour = (int)from.Number(at++);
        row.CampaignId = from.Number(at++);
        foreach (ref var number in row.Numbers[..table.Measures])
        {
            number = from.Number(at++);
        }

        return row;
    }

    /// <summary>A column of the key: one of its parts, or the hour behind them; what is neither is the account.</summary>
    private long At(int column, AdsId<AdsAccount> account, ReportRow row) => column < 0 ? account.Value : column < table.Parts ? row.Parts[column] : row.Hour;

    /// <summary>
    /// Tenant (1) and account (2); days (3, 4) and the campaign, if any (5); parts of the key behind them, or for the next key from 3 on. The
    /// next key is what comes after the last day that this one could have: behind its parts alone SQLite would begin at them, and walk.
    /// </summary>
    internal static (string Sample, string Walk, string Next, string One) Statements(ReportTable table, bool ofCampaign)
    {
        var parts = table.Keys[..table.Parts];
        var (names, hour) = (string.Join(", ", parts), table.HasHour ? "Hour" : "0");
        var sums = $"SELECT {names}, {hour}, MAX(CampaignId), {string.Join(", ", table.Values[^table.Measures..].Select(measure => $"SUM({measure})"))} FROM {table.Name} WHERE {Own} AND +Date BETWEEN ?3 AND ?4{(ofCampaign ? " AND +CampaignId = ?5" : "")}";
        var group = $" GROUP BY {names}{(table.HasHour ? ", Hour" : "")}";
        return (
            $"SELECT COUNT(*), SUM(OfKey) FROM (SELECT COUNT(*) AS OfKey FROM (SELECT {names} FROM {table.Name} WHERE {Own} ORDER BY {string.Join(", ", table.Keys)} LIMIT {Sampled}) GROUP BY {names})",
            sums + group,
            $"SELECT {names} FROM {table.Name} WHERE {Own} AND ({names}, Date) > ({string.Join(", ", parts.Select((_, at) => $"?{3 + at}"))}, {int.MaxValue}) ORDER BY {names} LIMIT 1",
            sums.Replace("+Date", "Date", StringComparison.Ordinal) + string.Concat(parts.Select((part, at) => $" AND {part} = ?{6 + at}")) + group);
    }

    private const string Own = "TenantId = ?1 AND AccountId = ?2";
}

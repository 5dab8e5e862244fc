using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Sums a period for every row of a page, on SQLite. The day comes last in a table's key, so a keyword's days lie side by side, and a month
/// of a history of two years is one part in twenty of them. This goes along the key, leaps over what lies outside the period, and goes on
/// at the next keyword; SQLite itself, asked for all sums at once, reads every row that there is. What has a few days only is read as it
/// comes, for a leap takes as long as some rows.
/// </summary>
internal sealed class LeapingSums : IDisposable
{
    /// <summary>Rows outside the period that are passed before it leaps.</summary>
    private const int Patience = 4;

    private readonly ReportTable table;
    private readonly Period period;
    private readonly long? campaign;
    private readonly int parent;
    private readonly int item;
    private readonly Statement rows;
    private readonly Statement whole;

    /// <param name="connection">In a transaction, so that all is read of one state.</param>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="table">Of a report with the usual figures.</param>
    /// <param name="key">What is one row of the page.</param>
    /// <param name="period">The days to sum.</param>
    /// <param name="campaign">Null: of all.</param>
    public LeapingSums(SqliteConnection connection, Id<Tenant> tenant, ReportTable table, GrainKey key, Period period, AdsId<Campaign>? campaign)
    {
        (this.table, this.period, this.campaign) = (table, period, campaign?.Value);
        (parent, item) = (Array.IndexOf(table.Keys, key.Parent), Array.IndexOf(table.Keys, key.Item));
        (rows, whole) = (new(connection, RowsFrom(table)), new(connection, SumOf(table)));
        rows.Bind(1, tenant.Value.ToByteArray(true));
        whole.Bind(1, tenant.Value.ToByteArray(true));
        whole.Bind(3 + table.Parts, period.From.DayNumber);
        whole.Bind(4 + table.Parts, period.To.DayNumber);
    }

    /// <summary>From a key and a day on. Said by a row value, it is one seek in the key.</summary>
    internal static string RowsFrom(ReportTable table) =>
        $"SELECT {List(table.Keys)}, {List(table.Values)} FROM {table.Name} WHERE TenantId = ?1 AND AccountId = ?2 AND ({List(Parts(table))}, Date) >= ({List(Parts(table).Select((_, at) => $"?{3 + at}"))}, ?{3 + table.Parts}) ORDER BY {List(table.Keys)}";

    /// <summary>Of one key.</summary>
    internal static string SumOf(ReportTable table) =>
        $"SELECT COUNT(*), MAX(CampaignId), {List(table.Values[^table.Measures..].Select(measure => $"SUM({measure})"))} FROM {table.Name} WHERE TenantId = ?1 AND AccountId = ?2 AND {string.Join(" AND ", Parts(table).Select((part, at) => $"{part} = ?{3 + at}"))} AND Date BETWEEN ?{3 + table.Parts} AND ?{4 + table.Parts}";

    /// <summary>Adds what an account has to <paramref name="sums"/>, which are told apart by the page's key. False: they got too many, and not all were added.</summary>
    public bool Add(AdsId<AdsAccount> account, Dictionary<(long Account, long Parent, long Item), ReportRow> sums, int most, CancellationToken ct)
    {
        rows.Bind(2, account.Value);
        whole.Bind(2, account.Value);
        var (row, before, passed, read) = (default(ReportRow), default(ReportRow), 0, 0);
        row.Parts.Fill(long.MinValue);
        Leap(ref row, period.From.DayNumber);
        for (; rows.Next(); before = row)
        {
            if ((++read & 0xFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            ReadKey(ref row);
            passed = read > 1 && SameParts(row, before) ? passed : 0;
            if (row.Day >= period.From.DayNumber && row.Day <= period.To.DayNumber)
            {
                ReadValues(rows, 1 + table.Parts + (table.HasHour ? 1 : 0), ref row);
                Count(account, row, sums);
            }
            else if (++passed >= Patience)
            {
                Pass(account, ref row, sums);
                passed = 0;
            }

            if (sums.Count > most)
            {
                rows.Reset();
                return false;
            }
        }

        rows.Reset();
        return true;
    }

    public void Dispose()
    {
        rows.Dispose();
        whole.Dispose();
    }

    private static string[] Parts(ReportTable table) => table.Keys[..table.Parts];

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static bool SameParts(in ReportRow row, in ReportRow other) => row.First == other.First && row.Second == other.Second && row.Third == other.Third;

    /// <summary>Leaves a key whose history is long. Its days in the period, if they are still to come, are one sum, unless rows of a page lie within them.</summary>
    private void Pass(AdsId<AdsAccount> account, ref ReportRow row, Dictionary<(long Account, long Parent, long Item), ReportRow> sums)
    {
        var isAhead = row.Day < period.From.DayNumber;
        if (isAhead && (table.HasHour || campaign is not null))
        {
            Leap(ref row, period.From.DayNumber);
            return;
        }

        if (isAhead)
        {
            Sum(account, row, sums);
        }

        Leap(ref row, int.MaxValue);
    }

    private void Sum(AdsId<AdsAccount> account, ReportRow row, Dictionary<(long Account, long Parent, long Item), ReportRow> sums)
    {
        for (var part = 0; part < table.Parts; part++)
        {
            whole.Bind(3 + part, row.Parts[part]);
        }

        if (whole.Next() && whole.Number(0) > 0)
        {
            row.CampaignId = whole.Number(1);
            ReadNumbers(whole, 2, ref row);
            Count(account, row, sums);
        }

        whole.Reset();
    }

    private void Leap(ref ReportRow to, int day)
    {
        rows.Reset();
        for (var part = 0; part < table.Parts; part++)
        {
            rows.Bind(3 + part, to.Parts[part]);
        }

        rows.Bind(3 + table.Parts, day);
    }

    private void ReadKey(ref ReportRow row)
    {
        for (var part = 0; part < table.Parts; part++)
        {
            row.Parts[part] = rows.Number(part);
        }

        row.Day = (int)rows.Number(table.Parts);
        row.Hour = table.HasHour ? (int)rows.Number(table.Parts + 1) : 0;
    }

    private void ReadValues(Statement from, int at, ref ReportRow row)
    {
        row.CampaignId = table.HasCampaign ? from.Number(at++) : row.First;
        ReadNumbers(from, at, ref row);
    }

    private void ReadNumbers(Statement from, int at, ref ReportRow row)
    {
        foreach (ref var number in row.Numbers[..table.Measures])
        {
            number = from.Number(at++);
        }
    }

    private void Count(AdsId<AdsAccount> account, ReportRow row, Dictionary<(long Account, long Parent, long Item), ReportRow> sums)
    {
        if (campaign is { } only && row.CampaignId != only)
        {
            return;
        }

        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (account.Value, At(parent, account, ref row), At(item, account, ref row)), out _);
        sum.CampaignId = Math.Max(sum.CampaignId, row.CampaignId);
        sum.Add(row);
    }

    /// <summary>A column of the key: one of its parts, or the hour behind them; what is neither is the account.</summary>
    private long At(int column, AdsId<AdsAccount> account, ref ReportRow row) => column < 0 ? account.Value : column < table.Parts ? row.Parts[column] : row.Hour;
}

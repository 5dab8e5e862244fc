using System.Data;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// The sums of every row of a page over a period, read once after a change of the data and remembered while there is room: all pages of a
/// list, its totals and its orders by number come from them.
/// </summary>
public sealed class PeriodSums(PortalDb db, TenantCache cache)
{
    /// <returns>Null: there are too many to remember.</returns>
    internal async Task<IReadOnlyList<KeptSum>?> OfAsync(Grain grain, Period period, AdsId<AdsAccount>? account, AdsId<Campaign>? campaign, long version, CancellationToken ct)
    {
        var kept = await cache.GetLargeAsync(
            string.Create(CultureInfo.InvariantCulture, $"sums/{version}/{grain.Key}/{period.From.DayNumber}-{period.To.DayNumber}/{account}/{campaign}"),
            async token => KeptSums.Of(await ReadAsync(grain, period, account, campaign, token)),
            ct);
        return ReferenceEquals(kept, KeptSums.TooMany) ? null : kept.Rows;
    }

    /// <summary>All accounts, whether they are chosen or not: the choice may change without the data.</summary>
    internal async Task<List<AdsId<AdsAccount>>> AccountsAsync(AdsId<AdsAccount>? only, CancellationToken ct) =>
        only is { } account ? [account] : await db.AdsAccounts.OrderBy(row => row.AccountId).Select(row => row.AccountId).ToListAsync(ct);

    /// <returns>Null: more than <paramref name="most"/>.</returns>
    internal async Task<IReadOnlyList<KeptSum>?> LeapAsync(
        ReportKind report, GrainKey key, IReadOnlyList<AdsId<AdsAccount>> accounts, Period period, AdsId<Campaign>? campaign, int most, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var connection = (SqliteConnection)db.Database.GetDbConnection();
            using var oneState = db.Database.CurrentTransaction is null ? connection.BeginTransaction(deferred: true) : null;
            using var leaping = new LeapingSums(connection, db.CurrentTenantId, ReportTable.Of(report), key, period, campaign);
            var sums = new Dictionary<(long Account, long Parent, long Item), ReportRow>();
            return accounts.All(account => leaping.Add(account, sums, most, ct))
                ? [.. sums.Select(sum => new KeptSum(sum.Key.Account, sum.Key.Parent, sum.Key.Item, sum.Value.CampaignId, TotalsOf(sum.Value)))]
                : null;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static Totals TotalsOf(in ReportRow row) => new(row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros);

    private async Task<IReadOnlyList<KeptSum>?> ReadAsync(Grain grain, Period period, AdsId<AdsAccount>? account, AdsId<Campaign>? campaign, CancellationToken ct)
    {
        var accounts = await AccountsAsync(account, ct);
        if (db.Database.IsSqlite())
        {
            var key = grain.Query.Key ?? throw new InvalidOperationException($"Sums of {grain.Key} are not kept.");
            return await LeapAsync(grain.Report, key, accounts, period, campaign, KeptSums.Most, ct);
        }

        // Account by account, in memory: the rows of all would be sorted on the disk. And in the order in which they lie, not day by day.
        await using var oneState = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct) : null;

        // Settings of the transaction, which read no rows.
#pragma warning disable RS0030
        await db.Database.ExecuteSqlAsync($"SET LOCAL work_mem = '64MB'; SET LOCAL enable_indexscan = off", ct);
#pragma warning restore RS0030
        var rows = new List<KeptSum>();
        foreach (var one in accounts)
        {
            await foreach (var row in grain.Query.SumsAsync(db, period, one, campaign, ct))
            {
                rows.Add(row);
                if (rows.Count > KeptSums.Most)
                {
                    return null;
                }
            }
        }

        return rows;
    }
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Finds and sorts by words among the sums that are kept. The database is asked for the words alone, those that are sought, and in its own
/// order of letters.
/// </summary>
internal sealed class KeptWords<TParent, TItem>(PortalDb db, GrainFilter filter, GrainKey<TParent, TItem> key, Func<TItem, long> number, Func<long, TItem> item)
    where TParent : notnull
    where TItem : notnull
{
    public async Task<IReadOnlyList<KeptSum>> FindAsync(IReadOnlyList<KeptSum> rows, CancellationToken ct)
    {
        var (isSought, isNamed) = ((filter.Search ?? filter.Status) is not null, filter.Sort is "name" or "status");
        var ranks = (isSought || isNamed) && Called(rows) is { } called ? Ranks(await NamesAsync(called, ct)) : [];
        if (isSought)
        {
            // A whole number finds what has no name as well.
            var numbered = filter is { Status: null, Number: { } whole } ? number(item(whole)) : (long?)null;
            rows = [.. rows.Where(row => row.Item == numbered || ranks.ContainsKey(Key(row)))];
        }

        return isNamed ? Sort(rows, ranks, Key) : await SortAsync(rows, ct);
    }

    /// <summary>What the rows may be called, of which what the filter asks for; null where they have numbers only.</summary>
    public IQueryable<Called<TParent, TItem>>? Called(IReadOnlyList<KeptSum> rows)
    {
        var called = Own(rows) ?? Shared(rows);
        if (filter.Status is { } status)
        {
            called = called?.Where(one => one.Status == status);
        }

        if (filter.Search is { } search)
        {
            List<TItem> numbers = filter.Number is { } whole ? [item(whole)] : [];
            called = called?.Where(one => PortalDb.Has(one.Name, search) || numbers.Contains(one.Item));
        }

        return called;
    }

    private IQueryable<Called<TParent, TItem>>? Own(IReadOnlyList<KeptSum> rows)
    {
        var accounts = rows.Select(row => row.AccountId).Distinct().Select(id => new AdsId<AdsAccount>(id)).ToList();
        return key.Words?.Invoke(db).Where(one => accounts.Contains(one.AccountId));
    }

    private IQueryable<Called<TParent, TItem>>? Shared(IReadOnlyList<KeptSum> rows)
    {
        var items = rows.Select(row => row.Item).Distinct().Select(item).ToList();
        return key.SharedWords?.Invoke(db).Where(one => EF.Parameter(items).Contains(one.Item));
    }

    private (long, long, long) Key(KeptSum row) => key.Words is null ? (0, 0, row.Item) : (row.AccountId, row.Parent, row.Item);

    private async Task<IEnumerable<((long, long, long) Key, string? Text)>> NamesAsync(IQueryable<Called<TParent, TItem>> called, CancellationToken ct)
    {
        if (key.Words is null)
        {
            return (await Order(called, one => one.Name).Select(one => new { one.Item, one.Name }).ToListAsync(ct)).Select(one => ((0L, 0L, number(one.Item)), (string?)one.Name));
        }

        var isStatus = filter.Sort == "status";
        var own = await Order(called, one => isStatus ? one.Status : one.Name).Select(one => new { one.AccountId, one.Parent, one.Item, Text = isStatus ? one.Status : one.Name }).ToListAsync(ct);
        return own.Select(one => ((one.AccountId.Value, one.Parent is { } parent ? key.Number(parent) : 0, number(one.Item)), one.Text));
    }

    /// <summary>By the names of accounts, campaigns or ad groups; otherwise the rows stay in the order in which they are.</summary>
    private async Task<IReadOnlyList<KeptSum>> SortAsync(IReadOnlyList<KeptSum> rows, CancellationToken ct)
    {
        switch (filter.Sort)
        {
            case "account":
                var accounts = await Order(db.AdsAccounts, one => one.Name).Select(one => new { one.AccountId, one.Name }).ToListAsync(ct);
                return Sort(rows, Ranks(accounts.Select(one => ((one.AccountId.Value, 0L, 0L), (string?)one.Name))), row => (row.AccountId, 0, 0));
            case "campaign":
                var campaigns = await Order(db.Campaigns, one => one.Name).Select(one => new { one.AccountId, one.CampaignId, one.Name }).ToListAsync(ct);
                return Sort(rows, Ranks(campaigns.Select(one => ((one.AccountId.Value, one.CampaignId.Value, 0L), (string?)one.Name))), row => (row.AccountId, row.CampaignId, 0));
            case "group":
                var groups = await Order(db.AdGroups, one => one.Name).Select(one => new { one.AccountId, one.AdGroupId, one.Name }).ToListAsync(ct);
                return Sort(rows, Ranks(groups.Select(one => ((one.AccountId.Value, one.AdGroupId.Value, 0L), (string?)one.Name))), row => (row.AccountId, row.Parent, 0));
            default:
                return rows;
        }
    }

    private IQueryable<T> Order<T>(IQueryable<T> rows, Expression<Func<T, string?>> text) =>
        filter.Sort == "" ? rows : filter.Descending ? rows.OrderByDescending(text) : rows.OrderBy(text);

    /// <summary>Equal words share a rank.</summary>
    private static Dictionary<(long, long, long), int> Ranks(IEnumerable<((long, long, long) Key, string? Text)> ordered)
    {
        var (ranks, rank, last) = (new Dictionary<(long, long, long), int>(), 0, (string?)null);
        foreach (var (key, text) in ordered)
        {
            rank += text == last ? 0 : 1;
            (ranks[key], last) = (rank, text);
        }

        return ranks;
    }

    /// <summary>What has no word comes last; see <see cref="GrainOrder"/>.</summary>
    private static List<KeptSum> Sort(IEnumerable<KeptSum> rows, Dictionary<(long, long, long), int> ranks, Func<KeptSum, (long, long, long)> of) =>
        [.. rows.OrderBy(row => ranks.GetValueOrDefault(of(row), int.MaxValue)).ThenBy(row => row.AccountId).ThenBy(row => row.Parent).ThenBy(row => row.Item)];
}

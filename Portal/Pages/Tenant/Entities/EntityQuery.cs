using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Entities;

/// <summary>How many of a kind an account has of one type and status.</summary>
public readonly record struct EntityCount(AdsId<AdsAccount> AccountId, string Type, string Status, bool IsRemoved, int Count);

/// <summary>All accounts' counts of one kind.</summary>
[ImmutableObject(true)]
public sealed class EntityCounts(ImmutableArray<EntityCount> all)
{
    public ImmutableArray<EntityCount> All { get; } = all;
}

/// <summary>What the pages ask of a kind, whatever its table is.</summary>
public interface IEntityQuery
{
    Task<int> CountAsync(PortalDb db, EntityFilter filter, CancellationToken ct);

    Task<IReadOnlyList<EntityRow>> PageAsync(PortalDb db, EntityFilter filter, int skip, int take, CancellationToken ct);

    IAsyncEnumerable<EntityRow> AllAsync(PortalDb db, EntityFilter filter, CancellationToken ct);

    Task<EntityRow?> FindAsync(PortalDb db, AdsId<AdsAccount> account, long id, long? of, CancellationToken ct);

    Task<EntityCounts> CountsAsync(PortalDb db, CancellationToken ct);

    /// <summary>All statements, as the database gets them.</summary>
    IEnumerable<string> Statements(PortalDb db, EntityFilter filter);
}

/// <summary>Reads one kind of entity of the chosen accounts: filtered, sorted and cut in the database.</summary>
/// <param name="facts">The stored rows.</param>
/// <param name="number">Microsoft's number of an item.</param>
/// <param name="item">The opposite of <paramref name="number"/>.</param>
/// <param name="parentNumber">That of what the item hangs on; 0 where it hangs on nothing.</param>
/// <param name="parent">The opposite of <paramref name="parentNumber"/>.</param>
internal sealed class EntityQuery<TParent, TItem>(
    Func<PortalDb, IQueryable<Facts<TParent, TItem>>> facts, Func<TItem, long> number, Func<long, TItem> item, Func<TParent, long> parentNumber, Func<long, TParent> parent) : IEntityQuery
{
    public Task<int> CountAsync(PortalDb db, EntityFilter filter, CancellationToken ct) => Rows(db, filter).CountAsync(ct);

    public async Task<IReadOnlyList<EntityRow>> PageAsync(PortalDb db, EntityFilter filter, int skip, int take, CancellationToken ct) =>
        (await Sorted(db, filter).Skip(skip).Take(take).ToListAsync(ct)).ConvertAll(Row);

    public async IAsyncEnumerable<EntityRow> AllAsync(PortalDb db, EntityFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in Sorted(db, filter).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return Row(row);
        }
    }

    public async Task<EntityRow?> FindAsync(PortalDb db, AdsId<AdsAccount> account, long id, long? of, CancellationToken ct) =>
        await Found(db, account, id, of).FirstOrDefaultAsync(ct) is { } row ? Row(row) : null;

    public async Task<EntityCounts> CountsAsync(PortalDb db, CancellationToken ct) => new([.. await Counted(db).ToListAsync(ct)]);

    public IEnumerable<string> Statements(PortalDb db, EntityFilter filter) =>
    [
        Sorted(db, filter).Skip(50).Take(50).ToQueryString(),
        Found(db, new(1), 2, null).ToQueryString(),
        Found(db, new(1), 2, 3).ToQueryString(),
        Counted(db).ToQueryString(),
    ];

    private IQueryable<EntityCount> Counted(PortalDb db) => facts(db)
        .GroupBy(one => new { one.AccountId, one.Type, one.Status, IsRemoved = one.RemovedAt != null })
        .Select(same => new EntityCount(same.Key.AccountId, same.Key.Type, same.Key.Status, same.Key.IsRemoved, same.Count()));

    private IQueryable<Owned<TParent, TItem>> Found(PortalDb db, AdsId<AdsAccount> account, long id, long? of)
    {
        List<TItem> items = [item(id)];
        return Rows(db, EntityFilter.One(account, of)).Where(row => items.Contains(row.One.Id)).OrderBy(row => row.One.Level).ThenBy(row => row.One.Parent);
    }

    private IQueryable<Owned<TParent, TItem>> Rows(PortalDb db, EntityFilter filter) =>
        from one in Narrowed(facts(db), filter)
        join account in db.AdsAccounts.Where(account => account.IsChosen) on one.AccountId equals account.AccountId
        select new Owned<TParent, TItem> { One = one, Account = account.Name, AccountNumber = account.Number, Currency = account.CurrencyCode };

    private IQueryable<Facts<TParent, TItem>> Narrowed(IQueryable<Facts<TParent, TItem>> rows, EntityFilter filter)
    {
        rows = filter.Presence switch
        {
            EntityPresence.There => rows.Where(one => one.RemovedAt == null),
            EntityPresence.Removed => rows.Where(one => one.RemovedAt != null),
            _ => rows,
        };
        rows = filter.Account is { } account ? rows.Where(one => one.AccountId == account) : rows;
        rows = filter.Type is { } type ? rows.Where(one => one.Type == type) : rows;
        rows = filter.Status is { } status ? rows.Where(one => one.Status == status) : rows;
        rows = filter.Level is { } level ? rows.Where(one => one.Level == level) : rows;
        if (filter.Of is { } of)
        {
            List<TParent> parents = [parent(of)];
            rows = rows.Where(one => parents.Contains(one.Parent));
        }

        return filter.Search is { } search ? Searched(rows, search) : rows;
    }

    private IQueryable<Facts<TParent, TItem>> Searched(IQueryable<Facts<TParent, TItem>> rows, string search)
    {
        if (!long.TryParse(search, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return rows.Where(one => PortalDb.Has(one.Name, search));
        }

        List<TItem> items = [item(whole)];
        return rows.Where(one => PortalDb.Has(one.Name, search) || items.Contains(one.Id));
    }

    /// <summary>Pages of a list whose order is open would repeat rows and lose others, so the key ends every order.</summary>
    private IQueryable<Owned<TParent, TItem>> Sorted(PortalDb db, EntityFilter filter)
    {
        var rows = Rows(db, filter);
        var sorted = filter.Sort switch
        {
            "type" => By(rows, filter, row => row.One.Type),
            "status" => By(rows, filter, row => row.One.Status),
            "account" => By(rows, filter, row => row.Account),
            "changed" => By(rows, filter, row => row.One.ChangedAt),
            "number" => By(rows, filter, row => row.One.Number),
            "campaigns" => By(rows, filter, row => row.One.Campaigns),
            _ => By(rows, filter, row => row.One.Name),
        };
        return sorted.ThenBy(row => row.One.AccountId).ThenBy(row => row.One.Level).ThenBy(row => row.One.Parent).ThenBy(row => row.One.Id);
    }

    private static IOrderedQueryable<Owned<TParent, TItem>> By<TValue>(IQueryable<Owned<TParent, TItem>> rows, EntityFilter filter, Expression<Func<Owned<TParent, TItem>, TValue>> value) =>
        filter.Descending ? rows.OrderByDescending(value) : rows.OrderBy(value);

    private EntityRow Row(Owned<TParent, TItem> row)
    {
        var one = row.One;
        return new(
            one.AccountId, row.Account, row.AccountNumber, row.Currency, number(one.Id), one.Level, parentNumber(one.Parent),
            one.Name, one.Type, one.Status, one.EditorialStatus, one.Note, one.Extra, one.Number, one.Campaigns, one.ChangedAt, one.RemovedAt);
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Pages.Tenant.Entities;

/// <summary>A page of a kind, and how many there are.</summary>
public sealed record EntityPage(IReadOnlyList<EntityRow> Rows, int Number, int Total);

/// <summary>The mirrored entities of the chosen accounts, kind by kind.</summary>
public sealed class EntityList(PortalDb db, EntityUses uses, TenantCache cache)
{
    public async Task<EntityPage> PageAsync(EntityShelf shelf, EntityFilter filter, CancellationToken ct)
    {
        var total = await shelf.Query.CountAsync(db, filter, ct);
        var number = Math.Clamp(filter.Page, 1, Math.Max(1, (total + EntityFilter.Size - 1) / EntityFilter.Size));
        var rows = await shelf.Query.PageAsync(db, filter, (number - 1) * EntityFilter.Size, EntityFilter.Size, ct);
        return new(await uses.AddAsync(shelf, rows, ct), number, total);
    }

    public IAsyncEnumerable<EntityRow> AllAsync(EntityShelf shelf, EntityFilter filter, CancellationToken ct) => shelf.Query.AllAsync(db, filter, ct);

    /// <summary>One of the kind, also when it is gone; null when no chosen account has it.</summary>
    public async Task<EntityRow?> FindAsync(EntityShelf shelf, AdsId<AdsAccount> account, long id, long? of, CancellationToken ct) =>
        await shelf.Query.FindAsync(db, account, id, shelf.ParentLabel is null ? null : of, ct) is { } row ? (await uses.AddAsync(shelf, [row], ct))[0] : null;

    /// <summary>Of every kind how many each account has; kept in memory until the data changes.</summary>
    public async Task<IReadOnlyDictionary<EntityKind, EntityCounts>> CountsAsync(long version, CancellationToken ct)
    {
        var counts = new Dictionary<EntityKind, EntityCounts>();
        foreach (var shelf in EntityShelves.All)
        {
            counts[shelf.Kind] = await cache.GetAsync($"entity-counts/{version}/{shelf.Key}", async token => await shelf.Query.CountsAsync(db, token), ct);
        }

        return counts;
    }

    /// <summary>Everything that is known of it, by name; what is empty is left out.</summary>
    public async Task<IReadOnlyList<(string Name, string Text)>> FieldsAsync(EntityShelf shelf, EntityRow row, CancellationToken ct)
    {
        List<(string Name, string? Text)> fields = [("Number", row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        fields.AddRange(shelf.Columns.Select(column => (column.Head, column.Value(row) switch
        {
            null or "" => null,
            string text when text.Contains('\n', StringComparison.Ordinal) => text,
            _ => column.Text(row),
        })));
        fields.Add(("Editorial status", row.EditorialStatus is { } editorial ? StatusLook.Spaced(editorial) : null));
        fields.Add(("Keywords in it", row.Keywords is { } keywords ? Say.Number(keywords) : null));
        if (shelf.Kind == EntityKind.AssetGroup
            && await db.AssetGroups.AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == row.AccountId && one.AssetGroupId == new AdsId<AssetGroup>(row.Id), ct) is { } group)
        {
            fields.AddRange([("Call to action", group.CallToAction is { } call ? StatusLook.Spaced(call) : null), ("Headlines", group.Headlines), ("Long headlines", group.LongHeadlines), ("Descriptions", group.Descriptions)]);
        }

        return [.. fields.Where(field => !string.IsNullOrEmpty(field.Text)).Select(field => (field.Name, field.Text ?? ""))];
    }
}

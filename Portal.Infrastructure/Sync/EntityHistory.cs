using System.Globalization;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Sync;

/// <summary>What a file is about.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="IsFull">It tells everything: what it lacks is gone.</param>
/// <param name="SyncTime">The file's own.</param>
/// <param name="Before">The one before it; null when the mirror was filled otherwise or not at all, so that nothing can be called a change.</param>
internal sealed record EntityTarget(AdsId<AdsAccount> AccountId, bool IsFull, DateTimeOffset SyncTime, DateTimeOffset? Before);

/// <summary>
/// Words what differs as changes of fields. What comes or goes with its parent is told by the parent alone: a campaign that is deleted is
/// one change, not a hundred thousand keywords.
/// </summary>
internal sealed class EntityHistory(Id<Tenant> tenant, EntityTarget target, DateTimeOffset now)
{
    private readonly HashSet<(EntityKind, long)> added = [];
    private readonly HashSet<(EntityKind, long)> removed = [];

    public IEnumerable<EntityChange> Added(EntityTable table, EntityRecord record) => WholeOf(table, record.Key, record.Values, added, EntityChange.Added, record.ModifiedAt);

    public IEnumerable<EntityChange> Removed(EntityTable table, EntityRow row, long? modifiedAt) => WholeOf(table, row.Key, row.Values, removed, EntityChange.Removed, modifiedAt);

    public IEnumerable<EntityChange> Changed(EntityTable table, EntityRow row, EntityRecord record)
    {
        if (!IsTold(table))
        {
            return [];
        }

        return row.IsRemoved
            ? Added(table, record)
            : table.Values
                .Select((column, at) => (column.Label, From: row.Values[at], To: record.Values[at]))
                .Where(value => value.Label is not null && !Equals(value.From, value.To))
                .Select(value => Change(table, record.Key, record.Values, value.Label ?? "", Text(value.From), Text(value.To), record.ModifiedAt));
    }

    private IEnumerable<EntityChange> WholeOf(EntityTable table, EntityKey key, object?[] values, HashSet<(EntityKind, long)> with, string field, long? modifiedAt)
    {
        if (!IsTold(table))
        {
            yield break;
        }

        with.Add((table.Kind, table.IdOf(key)));
        if (table.ParentKindOf(key) is not { } parent || !with.Contains((parent, table.ParentOf(key, values))))
        {
            yield return Change(table, key, values, field, null, null, modifiedAt);
        }
    }

    private bool IsTold(EntityTable table) => target.Before is not null && table.Kind != EntityKind.Raw;

    private EntityChange Change(EntityTable table, EntityKey key, object?[] values, string field, string? from, string? to, long? modifiedAt) => new()
    {
        TenantId = tenant,
        AccountId = target.AccountId,
        Kind = table.Kind,
        EntityId = table.IdOf(key),
        ParentId = table.ParentOf(key, values),
        At = Moment(modifiedAt),
        Field = field,
        Name = EntityChange.Shorten(table.NameOf(values)) ?? "",
        From = EntityChange.Shorten(from),
        To = EntityChange.Shorten(to),
    };

    /// <summary>
    /// A modification before the last file explains nothing that is new in this one, as when a shared budget changes what its campaigns
    /// show: then the moment of reading is all that is known.
    /// </summary>
    private DateTimeOffset Moment(long? modifiedAt) =>
        modifiedAt is { } milliseconds && DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) is var moment && moment >= target.Before && moment <= now ? moment : now;

    private static string? Text(object? value) => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value as string;
}

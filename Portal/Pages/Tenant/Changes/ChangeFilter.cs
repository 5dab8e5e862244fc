using System.Globalization;
using Portal.Domain.Ads;
using Portal.Pages.Tenant.Audit;

namespace Portal.Pages.Tenant.Changes;

/// <summary>What the address asks for. Days are the organisation's own, both ends included.</summary>
public sealed record ChangeFilter
{
    private const string AddressDay = "yyyy-MM-dd";

    /// <summary>An account's number at Microsoft.</summary>
    public long? Account { get; init; }

    public EntityKind? Kind { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>The same choices as the address says them, in one order. No property: what is bound is what the address asks for.</summary>
    public IEnumerable<(string Name, string? Value)> InAddress() =>
    [
        ("account", Account?.ToString(CultureInfo.InvariantCulture)), ("kind", Kind?.ToString()),
        ("from", From?.ToString(AddressDay, CultureInfo.InvariantCulture)), ("to", To?.ToString(AddressDay, CultureInfo.InvariantCulture)),
    ];

    /// <summary>As the page itself is given them, where only the address is at hand; what makes no sense is passed over.</summary>
    public static ChangeFilter Read(IQueryCollection query) => new()
    {
        Account = AdsId<AdsAccount>.TryParse(query["account"], null, out var account) ? account.Value : null,
        Kind = Enum.TryParse<EntityKind>(query["kind"], true, out var kind) && Enum.IsDefined(kind) ? kind : null,
        From = Day(query["from"]),
        To = Day(query["to"]),
    };

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, AddressDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public bool IsNarrow => this != new ChangeFilter();

    public IQueryable<EntityChange> Of(IQueryable<EntityChange> changes, TimeZoneInfo zone)
    {
        if (Account is { } number)
        {
            var account = new AdsId<AdsAccount>(number);
            changes = changes.Where(change => change.AccountId == account);
        }

        if (From is { } from)
        {
            var start = AuditFilter.Start(from, zone);
            changes = changes.Where(change => change.At >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = AuditFilter.Start(to.AddDays(1), zone);
            changes = changes.Where(change => change.At < end);
        }

        return changes.Where(change => Kind == null || change.Kind == Kind);
    }
}

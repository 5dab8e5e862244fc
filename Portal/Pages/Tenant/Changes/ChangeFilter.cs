using Portal.Domain.Ads;
using Portal.Pages.Tenant.Audit;

namespace Portal.Pages.Tenant.Changes;

/// <summary>What the address asks for. Days are the organisation's own, both ends included.</summary>
public sealed record ChangeFilter
{
    /// <summary>An account's number at Microsoft.</summary>
    public long? Account { get; init; }

    public EntityKind? Kind { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

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

using Portal.Domain.Ads;

namespace Portal.Pages.Tenant.Entities;

/// <summary>A mirrored entity of any kind, as lists show it.</summary>
/// <param name="ParentId">What a negative keyword or an asset group hangs on; 0 for what hangs on nothing.</param>
/// <param name="Note">What is said of it: a description, details, one a line.</param>
/// <param name="Extra">The colour of a label, the scope of an audience, otherwise the page that is led to.</param>
/// <param name="Number">Micros of a budget, days of an audience.</param>
/// <param name="Campaigns">How many campaigns spend from a budget.</param>
public sealed record EntityRow(
    AdsId<AdsAccount> AccountId, string Account, string AccountNumber, string Currency, long Id, NegativeLevel Level, long ParentId,
    string Name, string Type, string Status, string? EditorialStatus, string? Note, string? Extra, long? Number, int? Campaigns, DateTimeOffset ChangedAt, DateTimeOffset? RemovedAt)
{
    public bool IsRemoved => RemovedAt is not null;

    public string Title => Name.Length > 0 ? Name : $"Number {Id}";

    public string State => IsRemoved ? StatusLook.Removed : Status;

    public EntityKind? ParentKind => (Level, ParentId) switch
    {
        (_, 0) => null,
        (NegativeLevel.AdGroup, _) => EntityKind.AdGroup,
        (NegativeLevel.List, _) => EntityKind.NegativeList,
        _ => EntityKind.Campaign,
    };

    /// <summary>What the parent is called; null where there is none or the mirror does not know it.</summary>
    public string? Parent { get; init; }

    /// <summary>In how many places it is used; null where nobody counted.</summary>
    public int? Uses { get; init; }

    /// <summary>How many keywords a shared list holds.</summary>
    public int? Keywords { get; init; }
}

// The shapes that a query passes through, made by initialisers because EF Core looks through those only. Each kind sets every member.

/// <summary>A stored entity. Numbers are typed as the table has them, because a query cannot look into them.</summary>
internal sealed class Facts<TParent, TItem>
{
    public AdsId<AdsAccount> AccountId { get; init; }

    public required TItem Id { get; init; }

    public NegativeLevel Level { get; init; }

    public required TParent Parent { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty where the kind has none, as <see cref="Status"/>.</summary>
    public required string Type { get; init; }

    public required string Status { get; init; }

    public string? EditorialStatus { get; init; }

    public string? Note { get; init; }

    public string? Extra { get; init; }

    public long? Number { get; init; }

    public int? Campaigns { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }
}

/// <summary>The same with its account's name beside it.</summary>
internal sealed class Owned<TParent, TItem>
{
    public required Facts<TParent, TItem> One { get; init; }

    public required string Account { get; init; }

    public required string AccountNumber { get; init; }

    public required string Currency { get; init; }
}

using System.Globalization;
using Portal.Domain.Ads;

namespace Portal.Pages.Tenant.Entities;

/// <summary>Whether what is gone at Microsoft is shown.</summary>
public enum EntityPresence
{
    There = 0,
    Removed = 1,
    All = 2,
}

/// <summary>What of a kind is shown and in which order, as the address says it.</summary>
/// <param name="Search">Part of a name, or a whole number.</param>
/// <param name="Of">Only what hangs on this campaign, ad group or list.</param>
public sealed record EntityFilter(
    string? Search, AdsId<AdsAccount>? Account, string? Type, string? Status, EntityPresence Presence, NegativeLevel? Level, long? Of, string Sort, bool Descending, int Page)
{
    public const int Size = 50;

    private const string Default = "name";

    private static readonly HashSet<string> Numbers = ["number", "campaigns", "changed"];
    private static readonly HashSet<string> Words = ["name", "type", "status", "account"];

    public bool IsSet => Search is not null || Account is not null || Type is not null || Status is not null || Presence != EntityPresence.There || Level is not null || Of is not null;

    /// <summary>The same choices as the address says them, in one order and without what holds anyway. The page's number is no choice.</summary>
    public IEnumerable<(string Name, string? Value)> InAddress =>
    [
        ("q", Search), ("account", Account?.ToString()), ("type", Type), ("status", Status),
        ("state", Presence switch { EntityPresence.Removed => "removed", EntityPresence.All => "all", _ => null }),
        ("level", Level?.ToString()), ("of", Of?.ToString(CultureInfo.InvariantCulture)),
        ("sort", Sort == Default ? null : Sort), ("order", Descending == Numbers.Contains(Sort) ? null : Descending ? "desc" : "asc"),
    ];

    public static EntityFilter Read(EntityShelf shelf, IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        sort = Words.Contains(sort) || Numbers.Contains(sort) ? sort : Default;
        return new(
            query.Text("q"),
            AdsId<AdsAccount>.TryParse(query["account"], null, out var account) ? account : null,
            shelf.TypeLabel is null ? null : query.Text("type"),
            shelf.HasStatus ? query.Text("status") : null,
            query["state"].ToString() switch { "removed" => EntityPresence.Removed, "all" => EntityPresence.All, _ => EntityPresence.There },
            shelf.Kind == EntityKind.NegativeKeyword && Enum.TryParse<NegativeLevel>(query["level"], out var level) && Enum.IsDefined(level) ? level : null,
            shelf.ParentLabel is null ? null : Number(query["of"]),
            sort,
            query["order"].ToString() switch { "asc" => false, "desc" => true, _ => Numbers.Contains(sort) },
            (int)Math.Clamp(Number(query["page"]) ?? 1, 1, 1_000_000));
    }

    /// <summary>One of the kind, there or not.</summary>
    public static EntityFilter One(AdsId<AdsAccount> account, long? of) => new(null, account, null, null, EntityPresence.All, null, of, Default, false, 1);

    private static long? Number(string? value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

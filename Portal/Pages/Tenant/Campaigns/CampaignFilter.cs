using System.Globalization;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>What of the campaigns is shown and in which order, as the address says it. The account and the days are the scope's.</summary>
/// <param name="Search">Part of a campaign's name, or its whole number; upper and lower case are alike.</param>
/// <param name="Sort">A column of <see cref="CampaignOrder"/>.</param>
/// <param name="Size">Rows on a page.</param>
public sealed record CampaignFilter(string? Search, string? Status, string? Type, string? Currency, string Sort, bool Descending, int Page, int Size)
{
    private const int UsualSize = 50;

    public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100, 200];

    public Least Spend { get; private init; } = Least.None;

    public Least Clicks { get; private init; } = Least.None;

    public bool IsSet => Search is not null || Status is not null || Type is not null || Currency is not null || Spend.Value is not null || Clicks.Value is not null;

    /// <summary>The same choices as the address says them, in one order and without what holds anyway. The page's number is no choice.</summary>
    public IEnumerable<(string Name, string? Value)> InAddress =>
    [
        ("q", Search), ("status", Status), ("type", Type), ("currency", Currency), ("spend", Spend.InAddress), ("clicks", Clicks.InAddress),
        ("sort", Sort == CampaignOrder.Default ? null : Sort), ("order", Descending == CampaignOrder.IsNumeric(Sort) ? null : Descending ? "desc" : "asc"),
        ("size", Size == UsualSize ? null : Size.ToString(CultureInfo.InvariantCulture)),
    ];

    public static CampaignFilter Read(IQueryCollection query)
    {
        var sort = CampaignOrder.Columns.Contains(query["sort"].ToString()) ? query["sort"].ToString() : CampaignOrder.Default;
        return new(
            query.Text("q"), query.Text("status"), query.Text("type"), query.Text("currency"),
            sort, query["order"].ToString() switch { "asc" => false, "desc" => true, _ => CampaignOrder.IsNumeric(sort) },
            Math.Max(1, Number(query["page"]) ?? 1), Number(query["size"]) is { } size && Sizes.Contains(size) ? size : UsualSize)
        {
            Spend = Least.Amount(query["spend"]),
            Clicks = Least.Count(query["clicks"]),
        };
    }

    public bool Takes(CampaignRow row) =>
        (Status is null || StatusLook.Of(row.Status).Word == Status)
        && (Type is null || row.Facts.Type == Type)
        && (Currency is null || row.Currency == Currency)
        && (Spend.Micros is not { } spend || row.Totals.SpendMicros >= spend)
        && (Clicks.Whole is not { } clicks || row.Totals.Clicks >= clicks)
        && (Search is null || row.Facts.Name.Contains(Search, StringComparison.OrdinalIgnoreCase) || row.Facts.CampaignId.ToString() == Search);

    private static int? Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

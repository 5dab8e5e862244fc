using System.Globalization;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Performance;

/// <summary>Everything that is chosen on a data page beside the scope's account and days, as its address says it.</summary>
public sealed record GrainChoice(Grain Grain, string? Search, string? Status, string? Currency, AdsId<Campaign>? Campaign, string Sort, bool Descending, int Page, int Size, string? Compare, IReadOnlyList<GrainFigure> Figures)
{
    private const int UsualSize = 50;

    public const string WithBefore = "before";
    public const string WithYear = "year";

    private static readonly HashSet<string> Words = ["name", "status", "campaign", "group", "account", "number"];

    public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100, 200];

    public static IReadOnlyList<string> Statuses { get; } = ["Active", "Paused", StatusLook.Removed];

    public Least Spend { get; private init; } = Least.None;

    public Least Clicks { get; private init; } = Least.None;

    public Least Impressions { get; private init; } = Least.None;

    /// <summary>What of a campaign's name was typed to choose it.</summary>
    public string? CampaignSought { get; private init; }

    public bool IsSet => Search is not null || Status is not null || Currency is not null || Campaign is not null || Spend.Value is not null || Clicks.Value is not null || Impressions.Value is not null;

    public bool HasSpend => Grain.Figures == FigureSet.Usual;

    public bool HasImpressions => Grain.Figures != FigureSet.Goals;

    /// <summary>The same choices as the address says them, in one order and without what holds anyway. The page's number is no choice.</summary>
    public IEnumerable<(string Name, string? Value)> InAddress =>
    [
        ("q", Search), ("status", Status), ("currency", Currency), ("campaign", Campaign?.ToString()),
        ("spend", Spend.InAddress), ("clicks", Clicks.InAddress), ("impressions", Impressions.InAddress),
        ("sort", Sort == Grain.Default ? null : Sort), ("order", Descending == IsNumeric(Sort) ? null : Descending ? "desc" : "asc"),
        ("size", Size == UsualSize ? null : Size.ToString(CultureInfo.InvariantCulture)), ("compare", Compare),
        .. Figures.Count == GrainFigure.All(Grain.Figures).Count ? [] : Figures.Select(figure => ("show", (string?)figure.Key)),
    ];

    public static GrainChoice Read(Grain grain, IQueryCollection query)
    {
        var all = GrainFigure.All(grain.Figures);
        var chosen = query["show"].ToHashSet();
        var figures = all.Where(figure => chosen.Contains(figure.Key)).ToList();
        var sort = query["sort"].ToString();
        sort = Words.Contains(sort) || all.Any(figure => figure.Key == sort) ? sort : grain.Default;
        return new(
            grain, query.Text("q"), grain.HasStatus && query.Text("status") is { } status && Statuses.Contains(status) ? status : null, query.Text("currency"),
            AdsId<Campaign>.TryParse(query["campaign"], null, out var campaign) ? campaign : null,
            sort, query["order"].ToString() switch { "asc" => false, "desc" => true, _ => IsNumeric(sort) },
            (int)Math.Clamp(Number(query["page"]) ?? 1, 1, 1_000_000), Number(query["size"]) is { } size && Sizes.Contains((int)size) ? (int)size : UsualSize,
            query["compare"].ToString() is WithBefore or WithYear ? query["compare"].ToString() : null,
            figures.Count == 0 ? all : figures)
        {
            Spend = grain.Figures == FigureSet.Usual ? Least.Amount(query["spend"]) : Least.None,
            Clicks = grain.Figures == FigureSet.Usual ? Least.Count(query["clicks"]) : Least.None,
            Impressions = grain.Figures == FigureSet.Goals ? Least.None : Least.Count(query["impressions"]),
            CampaignSought = query.Text("find"),
        };
    }

    public GrainFilter Filter(DataScope scope) =>
        new(scope.Period, scope.Account?.Id, Campaign, Currency, Status, Search, Clicks.Whole, Sort, Descending, scope.HomeCurrency)
        {
            LeastSpendMicros = Spend.Micros,
            LeastImpressions = Impressions.Whole,
            State = new(scope.Version, [.. scope.Chosen.Select(account => new GrainAccount(account.Id, account.Currency, account.Name, account.Number))]),
        };

    /// <summary>The period the rows are compared with. A year before, 29 February is the 28th.</summary>
    public Period? Before(DataScope scope) => Compare switch
    {
        WithBefore => scope.Choice.Before,
        WithYear => new(scope.Period.From.AddYears(-1), scope.Period.To.AddYears(-1)),
        _ => null,
    };

    public string Against(DataScope scope) => Compare == WithYear ? "the same days a year before" : scope.Choice.BeforeInWords;

    private static bool IsNumeric(string sort) => !Words.Contains(sort);

    private static long? Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

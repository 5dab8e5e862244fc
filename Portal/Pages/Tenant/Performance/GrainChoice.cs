using System.Globalization;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Performance;

/// <summary>Everything that is chosen on a data page beside the scope's account and days, as its address says it.</summary>
public sealed record GrainChoice(Grain Grain, string? Search, string? Status, string? Currency, AdsId<Campaign>? Campaign, long? LeastClicks, string Sort, bool Descending, int Page, int Size, string? Compare, IReadOnlyList<GrainFigure> Figures)
{
    public const string WithBefore = "before";
    public const string WithYear = "year";

    private static readonly HashSet<string> Words = ["name", "status", "campaign", "group", "account", "number"];

    public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100, 200];

    public static IReadOnlyList<string> Statuses { get; } = ["Active", "Paused", StatusLook.Removed];

    public bool IsSet => Search is not null || Status is not null || Currency is not null || Campaign is not null || LeastClicks is not null;

    public static GrainChoice Read(Grain grain, IQueryCollection query)
    {
        var all = GrainFigure.All(grain.Figures);
        var chosen = query["show"].ToHashSet();
        var figures = all.Where(figure => chosen.Contains(figure.Key)).ToList();
        var sort = query["sort"].ToString();
        sort = Words.Contains(sort) || all.Any(figure => figure.Key == sort) ? sort : grain.Default;
        return new(
            grain, Text(query["q"]), grain.HasStatus && Text(query["status"]) is { } status && Statuses.Contains(status) ? status : null, Text(query["currency"]),
            AdsId<Campaign>.TryParse(query["campaign"], null, out var campaign) ? campaign : null,
            grain.Figures == FigureSet.Usual && Number(query["clicks"]) is { } clicks and > 0 ? clicks : null,
            sort, query["order"].ToString() switch { "asc" => false, "desc" => true, _ => !Words.Contains(sort) },
            (int)Math.Clamp(Number(query["page"]) ?? 1, 1, 1_000_000), Number(query["size"]) is { } size && Sizes.Contains((int)size) ? (int)size : 50,
            query["compare"].ToString() is WithBefore or WithYear ? query["compare"].ToString() : null,
            figures.Count == 0 ? all : figures);
    }

    public GrainFilter Filter(DataScope scope) =>
        new(scope.Period, scope.Account?.Id, Campaign, Currency, Status, Search, LeastClicks, Sort, Descending, scope.HomeCurrency) { Version = scope.Version };

    /// <summary>The period the rows are compared with. A year before, 29 February is the 28th.</summary>
    public Period? Before(DataScope scope) => Compare switch
    {
        WithBefore => scope.Choice.Before,
        WithYear => new(scope.Period.From.AddYears(-1), scope.Period.To.AddYears(-1)),
        _ => null,
    };

    public string Against(DataScope scope) => Compare == WithYear ? "the same days a year before" : scope.Choice.BeforeInWords;

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static long? Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

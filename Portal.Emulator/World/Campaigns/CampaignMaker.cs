using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.World.Campaigns;

/// <summary>Makes up an account's campaigns and shared budgets: every type occurs, a few have names that are hard to handle.</summary>
internal static class CampaignMaker
{
    /// <summary>The first campaigns of every account, so that each type is there however small the account is.</summary>
    private static readonly string[] FirstTypes =
        ["Search", "PerformanceMax", "Search", "Shopping", "Audience", "DynamicSearchAds", "Search", "App", "Hotel"];

    /// <summary>The first day of the oldest campaigns. Fixed, so that the numbers of a day do not depend on when one looks.</summary>
    private static readonly DateOnly Opening = new(2023, 11, 1);

    private static readonly string[] Markets = ["DE", "FR", "UK", "US", "NL", "ES", "Nordics", "DACH", "Île-de-France", "Worldwide"];

    private static readonly string[] Angles = ["Exact", "Broad", "Generic", "Competitors", "Remarketing", "New customers", "Long tail", "Top sellers"];

    public static ImmutableArray<SharedBudget> Budgets(AccountTree tree) => tree.Nature.Campaigns < 10 ? [] :
    [
        Budget(tree, 0, $"{tree.Theme.Brand} – shared"),
        Budget(tree, 1, "Always on, generic"),
        Budget(tree, 2, "Tests \"Q4\""),
    ];

    public static ImmutableArray<Campaign> Campaigns(AccountTree tree)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. Enumerable.Range(0, tree.Nature.Campaigns).Select(index => Make(tree, index, names))];
    }

    private static SharedBudget Budget(AccountTree tree, int index, string name) =>
        new(Ids.Budget(tree.Nature.Id, index), name, tree.Currency.Round(tree.Dice.With(500 + index).Between(80, 400)));

    private static Campaign Make(AccountTree tree, int index, HashSet<string> names)
    {
        var dice = tree.Dice.With(1_000 + index);
        var type = index < FirstTypes.Length ? FirstTypes[index] : Type(dice.With(1).Unit);
        var status = index < 3 ? "Active" : Status(dice.With(2).Unit);
        var budget = tree.Budgets.Length > 0 && index % 11 == 6 && type != "PerformanceMax" ? tree.Budgets[index / 11 % tree.Budgets.Length] : null;
        var dollars = Math.Exp(dice.With(3).Between(Math.Log(6), Math.Log(600)));
        var strain = status.StartsWith("Budget", StringComparison.Ordinal) ? 1.8 : dice.With(4).Between(0.2, 1.25);
        return new(tree, Ids.Campaign(tree.Nature.Id, index), type, Traits.Throw(dice, type, tree.Currency, (budget is null ? dollars : 60) * strain))
        {
            Name = Unused(Name(tree.Theme, type, index, dice), names),
            Status = status,
            TimeZone = tree.Nature.TimeZone,
            OwnDailyBudget = tree.Currency.Round(dollars),
            Budget = budget,
            Serving = Shown(dice, status),
            BiddingScheme = Bidding(type, dice, tree.Currency),
            Languages = type is "Search" or "Shopping" ? null : ["English"],
        };
    }

    private static string Type(double roll) => roll switch
    {
        < 0.68 => "Search",
        < 0.78 => "Shopping",
        < 0.87 => "PerformanceMax",
        < 0.94 => "Audience",
        < 0.99 => "DynamicSearchAds",
        _ => "App",
    };

    private static string Status(double roll) => roll switch
    {
        < 0.70 => "Active",
        < 0.91 => "Paused",
        < 0.97 => "BudgetPaused",
        < 0.99 => "BudgetAndManualPaused",
        _ => "Suspended",
    };

    /// <summary>Half of the campaigns are as old as can be; what is stopped now was stopped between September 2025 and September 2026.</summary>
    private static Serving Shown(Dice dice, string status)
    {
        var from = Opening.AddDays(dice.With(5).Chance(0.5) ? 0 : dice.With(6).Below(600));
        return status is "Active" or "BudgetPaused" ? new(from) : new Serving(from).Switch(Opening.AddDays(680 + dice.With(7).Below(370)), on: false);
    }

    private static string Name(Theme theme, string type, int index, Dice dice)
    {
        var product = dice.With(8).Pick(theme.Products);
        var market = dice.With(9).Pick(Markets);
        var angle = dice.With(10).Pick(Angles);
        return (index, type) switch
        {
            (0, _) => $"{theme.Brand} – Brand",
            (2, _) => $"{theme.Products[0]}, {theme.Products[1].ToLowerInvariant()} & more",
            (6, _) => $"The \"Big\" {product} Sale ☀️",
            (_, "PerformanceMax") => $"PMax | {product} | {market}",
            (_, "Shopping") => $"Shopping – {product} – {market}",
            (_, "Audience") => $"Audience | {angle} | {market}",
            (_, "DynamicSearchAds") => $"DSA {market}: {theme.Domain}",
            (_, "App") => $"{theme.Brand} app installs {market}",
            (_, "Hotel") => $"Hotel price ads {market}",
            _ => $"{product} | {angle} | {market}",
        };
    }

    private static string Unused(string name, HashSet<string> names)
    {
        for (var number = 2; ; number++)
        {
            var tried = number == 2 ? name : $"{name} #{number - 1}";
            if (names.Add(tried))
            {
                return tried;
            }
        }
    }

    private static JsonObject Bidding(string type, Dice dice, Currency currency) => (type, dice.With(11).Below(10)) switch
    {
        ("PerformanceMax", _) or (_, 0) => new() { ["Type"] = "MaxConversions", ["MaxCpc"] = new JsonObject { ["Amount"] = null }, ["TargetCpa"] = null },
        (_, 1) => new() { ["Type"] = "TargetCpa", ["MaxCpc"] = null, ["TargetCpa"] = currency.Round(dice.With(12).Between(5, 60)) },
        (_, 2) => new() { ["Type"] = "MaxClicks", ["MaxCpc"] = new JsonObject { ["Amount"] = currency.Round(dice.With(12).Between(0.5, 4)) } },
        _ => new() { ["Type"] = "EnhancedCpc" },
    };
}

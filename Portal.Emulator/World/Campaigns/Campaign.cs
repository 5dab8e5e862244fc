using System.Text.Json.Nodes;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.World.Campaigns;

/// <summary>
/// A campaign as it stands now. Its children are made anew whenever they are asked for, until somebody edits one of them: from
/// then on (<see cref="Keep"/>) they are kept. That way ten thousand campaigns cost what one costs.
/// </summary>
public sealed class Campaign(AccountTree tree, long id, string type, Traits traits)
{
    private AdGroup[]? kept;

    public AccountTree Tree { get; } = tree;

    public long Id { get; } = id;

    /// <summary>The enum name: Search, Shopping, DynamicSearchAds, Audience, Hotel, PerformanceMax, App.</summary>
    public string Type { get; } = type;

    /// <summary>What drives its numbers.</summary>
    public Traits Traits { get; } = traits;

    public required string Name { get; set; }

    /// <summary>Active, Paused, BudgetPaused, BudgetAndManualPaused, Suspended or Deleted.</summary>
    public required string Status { get; set; }

    public required string TimeZone { get; set; }

    public required Serving Serving { get; set; }

    /// <summary>Its own budget; <see cref="Budget"/> goes before it.</summary>
    public required decimal OwnDailyBudget { get; set; }

    public string OwnBudgetType { get; set; } = "DailyBudgetStandard";

    public SharedBudget? Budget { get; set; }

    public JsonObject BiddingScheme { get; set; } = new() { ["Type"] = "EnhancedCpc" };

    public IReadOnlyList<string>? Languages { get; set; }

    public int AudienceAdsBidAdjustment { get; set; }

    public string? TrackingUrlTemplate { get; set; }

    public string? FinalUrlSuffix { get; set; }

    public bool IsDeleted => Status == "Deleted";

    /// <summary>When somebody last changed it; null for a thing that is as it was made up.</summary>
    public DateTimeOffset? Modified { get; set; }

    /// <summary>The shared amount for a campaign with a shared budget: as live, so it must not be summed per campaign.</summary>
    public decimal DailyBudget => Budget?.Amount ?? OwnDailyBudget;

    public string BudgetType => Budget?.BudgetType ?? OwnBudgetType;

    /// <summary>The budgets it had before, each with the first day on which it no longer held.</summary>
    internal List<(DateOnly Until, decimal Amount)> FormerBudgets { get; } = [];

    /// <summary>Deleted ones included: reports still know them.</summary>
    public IReadOnlyList<AdGroup> AdGroups => kept ?? AdGroupMaker.AdGroups(this);

    /// <summary>What Performance Max has in their place; empty for any other type.</summary>
    public IReadOnlyList<AssetGroup> AssetGroups => AssetGroupMaker.AssetGroups(this);

    /// <summary>Whether its ad groups are kept, because one of them was edited.</summary>
    internal bool IsTouched => kept is not null;

    /// <summary>Keeps the ad groups from now on, so that they can be changed.</summary>
    internal void Keep() => kept ??= AdGroupMaker.AdGroups(this);

    internal void Add(AdGroup adGroup) => kept = [.. AdGroups, adGroup];

    /// <summary>What may be spent on <paramref name="day"/>: of a shared budget, an equal part.</summary>
    public decimal Spendable(DateOnly day)
    {
        if (Budget is { } shared)
        {
            return shared.Amount / Math.Max(1, Tree.AssociationCount(shared));
        }

        foreach (var (until, amount) in FormerBudgets)
        {
            if (day < until)
            {
                return amount;
            }
        }

        return OwnDailyBudget;
    }
}

namespace Portal.Emulator.World.Campaigns;

/// <summary>A budget that several campaigns of an account draw on.</summary>
public sealed class SharedBudget(long id, string name, decimal amount)
{
    public long Id { get; } = id;

    public string Name { get; set; } = name;

    public decimal Amount { get; set; } = amount;

    public string BudgetType { get; set; } = "DailyBudgetStandard";

    /// <summary>When somebody last changed it; null for a thing that is as it was made up.</summary>
    public DateTimeOffset? Modified { get; set; }
}

using Portal.Domain.Tenancy;

namespace Portal.Domain.Ads;

/// <summary>The mirror of a campaign as Microsoft last showed it. Changes go to Microsoft first; the mirror follows the answer.</summary>
public sealed class Campaign : ITenantOwned
{
    private Campaign()
    {
        (Name, Status, Type) = (null!, null!, null!);
    }

    public Campaign(Id<Tenant> tenantId, AdsId<AdsAccount> accountId, RemoteCampaign remote, DateTimeOffset now)
        : this()
    {
        (TenantId, AccountId, CampaignId, FirstSeenAt) = (tenantId, accountId, remote.CampaignId, now);
        Mirror(remote, now);
    }

    public Id<Tenant> TenantId { get; private set; }

    public AdsId<AdsAccount> AccountId { get; private set; }

    public AdsId<Campaign> CampaignId { get; private set; }

    public string Name { get; private set; }

    /// <summary>Active, Paused, BudgetPaused, BudgetAndManualPaused, Suspended; others may come. Only Active and Paused can be set.</summary>
    public string Status { get; private set; }

    /// <summary>Search, Shopping, DynamicSearchAds, Audience, Hotel, PerformanceMax, App; others may come.</summary>
    public string Type { get; private set; }

    /// <summary>Micros of the account's currency; with a shared budget it is the shared amount, never to be summed by campaign.</summary>
    public long? DailyBudgetMicros { get; private set; }

    public string? BudgetType { get; private set; }

    public AdsId<SharedBudget>? SharedBudgetId { get; private set; }

    public string? BidStrategy { get; private set; }

    public DateTimeOffset FirstSeenAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>When somebody last sent a change of it from here: a file that is older knows nothing of it.</summary>
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>When it was no longer found at Microsoft; its performance stays.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Takes over what Microsoft shows; true when something differed.</summary>
    public bool Mirror(RemoteCampaign remote, DateTimeOffset now)
    {
        var before = (Name, Status, Type, DailyBudgetMicros, BudgetType, SharedBudgetId, BidStrategy, RemovedAt);
        (Name, Status, Type) = (remote.Name, remote.Status, remote.Type);
        (DailyBudgetMicros, BudgetType, SharedBudgetId, BidStrategy) = (remote.DailyBudgetMicros, remote.BudgetType, remote.SharedBudgetId, remote.BidStrategy);
        RemovedAt = null;
        var differs = before != (Name, Status, Type, DailyBudgetMicros, BudgetType, SharedBudgetId, BidStrategy, RemovedAt);
        if (differs)
        {
            ChangedAt = now;
        }

        return differs;
    }

    public void Remove(DateTimeOffset now) => (RemovedAt, ChangedAt) = (now, now);

    public void Edit(DateTimeOffset now) => EditedAt = now;

    public Result<CampaignChange> Pause() => Status == "Paused"
        ? new Refusal($"{Name} is already paused.")
        : Change(status: "Paused");

    public Result<CampaignChange> Enable() => Status == "Active"
        ? new Refusal($"{Name} is already active.")
        : Change(status: "Active");

    /// <summary>At most 128 characters; unique within the account, which only Microsoft can tell.</summary>
    public Result<CampaignChange> Rename(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > 128)
        {
            return new Refusal("The name needs 1 to 128 characters.", "Name");
        }

        return trimmed == Name ? new Refusal("This is already its name.", "Name") : Change(name: trimmed);
    }

    public Result<CampaignChange> Rebudget(Money budget)
    {
        if (SharedBudgetId is not null)
        {
            return new Refusal("This campaign spends from a shared budget, which is changed for all its campaigns at Microsoft Advertising.", "DailyBudget");
        }

        if (budget.Micros <= 0)
        {
            return new Refusal("The daily budget must be more than zero.", "DailyBudget");
        }

        return budget.Micros == DailyBudgetMicros
            ? new Refusal("This is already its daily budget.", "DailyBudget")
            : Change(budget: budget.Micros);
    }

    private Result<CampaignChange> Change(string? status = null, string? name = null, long? budget = null) => RemovedAt is null
        ? new CampaignChange(CampaignId, status, name, budget)
        : new Refusal("This campaign no longer exists at Microsoft Advertising.");
}

/// <summary>What shall differ; null leaves as it is.</summary>
public sealed record CampaignChange(AdsId<Campaign> CampaignId, string? Status, string? Name, long? DailyBudgetMicros);

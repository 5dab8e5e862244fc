using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

/// <summary>What an organisation had of the workers so far, by which it is chosen among those that wait.</summary>
public sealed class SyncShare(Id<Tenant> tenantId, double used) : ITenantOwned
{
    private const double Newest = 0.1;

    public Id<Tenant> TenantId { get; private set; } = tenantId;

    /// <summary>Seconds of work by weight. Only differences between organisations that are in the line mean anything.</summary>
    public double Used { get; private set; } = used;

    /// <summary>How long its turns take, the newest counting for a tenth.</summary>
    public double TurnSeconds { get; private set; } = FairOrder.UsualTurn;

    /// <summary>Who was away has saved nothing up: it begins beside those who had the least.</summary>
    public void Begin(double leastUsed) => Used = Math.Max(Used, leastUsed);

    /// <summary>What a turn really took, in place of what was written down when it was called.</summary>
    public void Took(TimeSpan work, int weight)
    {
        Used += (work.TotalSeconds - FairOrder.UsualTurn) / weight;
        TurnSeconds += Newest * (work.TotalSeconds - TurnSeconds);
    }
}

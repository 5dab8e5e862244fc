using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

/// <summary>How an organisation wants to be synced. No row: as everybody is.</summary>
public sealed class SyncSettings(Id<Tenant> tenantId) : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public int LookBackEachRun { get; private set; } = LookBack.Default.EachRun;

    public int LookBackEachDay { get; private set; } = LookBack.Default.EachDay;

    public int LookBackEachWeek { get; private set; } = LookBack.Default.EachWeek;

    public LookBack Tiers => new(LookBackEachRun, LookBackEachDay, LookBackEachWeek);

    public void Change(LookBack tiers) => (LookBackEachRun, LookBackEachDay, LookBackEachWeek) = (tiers.EachRun, tiers.EachDay, tiers.EachWeek);
}

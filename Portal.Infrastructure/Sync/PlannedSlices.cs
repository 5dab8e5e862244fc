using Portal.Domain.Ads;
using Portal.Domain.Sync;

namespace Portal.Infrastructure.Sync;

internal static class PlannedSlices
{
    /// <summary>A millisecond apart, so that the ids keep the plan's order.</summary>
    public static IEnumerable<SyncSlice> InOrder(this IEnumerable<PlannedSlice> plan, SyncRun run, AdsId<AdsAccount> account, DateTimeOffset now) =>
        plan.Select((slice, at) => new SyncSlice(run.TenantId, run.Id, account, slice.Kind, slice.Period, now.AddMilliseconds(at), run.Purpose));
}

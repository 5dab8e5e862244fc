using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Which of an account's slices is next, of whatever run: what somebody waits for, then what is new, then the years before. Each answer
/// reads one slice, however many there are.
/// </summary>
public sealed class NextSlice(PortalDb db)
{
    /// <summary>
    /// An account has one report at Microsoft at a time, because a login may have only a few, however many accounts it reads; only what is
    /// more wanted does not wait for one that is out. The file of entities does not count: it comes from another service.
    /// </summary>
    public async Task<SyncSlice?> DueAsync(AdsId<AdsAccount> account, DateTimeOffset now, CancellationToken ct)
    {
        var (open, never) = (Open(account), now + SyncSlice.LongestWait);
        var atMicrosoft = await open.Where(slice => slice.Kind > SliceKind.Reports && slice.ReportRequestId != null).OrderBy(slice => slice.Purpose).Select(slice => (SyncPurpose?)slice.Purpose).FirstOrDefaultAsync(ct);
        return await open
            .Where(slice => slice.NextAt == null || slice.NextAt <= now || slice.NextAt > never)
            .Where(slice => slice.Kind < SliceKind.Reports || slice.ReportRequestId != null || atMicrosoft == null || slice.Purpose < atMicrosoft)
            .OrderBy(slice => slice.Purpose)
            .ThenBy(slice => slice.Id)
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>When something is due again; <paramref name="now"/> where that is not known; null when the account has nothing left to do.</summary>
    public async Task<DateTimeOffset?> WakeAsync(AdsId<AdsAccount> account, DateTimeOffset now, CancellationToken ct) =>
        await Open(account).Where(slice => slice.NextAt > now).OrderBy(slice => slice.NextAt).Select(slice => slice.NextAt).FirstOrDefaultAsync(ct)
        ?? (await Open(account).AnyAsync(ct) ? now : null);

    private IQueryable<SyncSlice> Open(AdsId<AdsAccount> account) => db.SyncSlices.Where(slice => slice.AccountId == account && slice.EndedAt == null);
}

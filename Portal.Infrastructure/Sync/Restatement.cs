using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// What follows when an account's days or money mean something else: Microsoft shows all of them in the zone and currency that the account
/// has now, so they are read again as far as it keeps them. Whoever calls saves; what happens before that only makes days less trusted.
/// </summary>
public sealed class Restatement(PortalDb db, TimeProvider clock)
{
    public const string ZoneChanged = "TimeZoneChanged";
    public const string CurrencyChanged = "CurrencyChanged";

    /// <param name="account">As it is now.</param>
    /// <param name="zone">Its zone until now.</param>
    /// <param name="currency">Its currency until now.</param>
    public async Task RunAsync(AdsAccount account, string zone, string currency, CancellationToken ct)
    {
        var id = account.AccountId;

        // First, so that nobody stores any more what was asked for before (SyncSlice.ReportRequestId is a concurrency token).
        await db.SyncSlices
            .Where(slice => slice.AccountId == id && slice.EndedAt == null && slice.Kind > SliceKind.Reports && slice.ReportRequestId != null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(slice => slice.ReportRequestId, (string?)null).SetProperty(slice => slice.State, SliceState.Waiting)
                    .SetProperty(slice => slice.SubmittedAt, (DateTimeOffset?)null).SetProperty(slice => slice.NextAt, (DateTimeOffset?)null),
                ct);
        if (currency != account.CurrencyCode)
        {
            // Amounts of two currencies would be summed up until all of them were read again.
            await db.EraseReportsAsync(id, ct);
            Tell(account, CurrencyChanged, $"Microsoft Advertising changed the currency of {account.Name} from {currency} to {account.CurrencyCode}. Its days are read again in {account.CurrencyCode}; amounts in {currency} were removed, so that nothing sums them up.");
        }
        else
        {
            await db.DayMarks.Where(mark => mark.AccountId == id).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.State, DayState.Provisional), ct);
        }

        if (zone != account.TimeZone)
        {
            Tell(account, ZoneChanged, $"Microsoft Advertising changed the time zone of {account.Name} from {AccountTimeZone.Find(zone).Id} to {AccountTimeZone.Find(account.TimeZone).Id}. Its days are read again, because they begin and end at another hour.");
        }

        await ReadAgainAsync(account, ct);
        await db.AdvanceDataVersionAsync(ct);
    }

    /// <summary>The first sync's days by the next one; those before by a back-fill.</summary>
    private async Task ReadAgainAsync(AdsAccount account, CancellationToken ct)
    {
        var (id, now) = (account.AccountId, clock.GetUtcNow());
        var backFills = await db.BackFills.Where(one => one.AccountId == id).ToDictionaryAsync(one => one.Report, ct);
        foreach (var history in await db.ReportHistories.Where(one => one.AccountId == id).ToListAsync(ct))
        {
            if (history.Days is not { Oldest: { } oldest, Newest: { } newest })
            {
                continue;
            }

            history.Forget(new(oldest, newest));
            if (oldest < AccountTimeZone.Today(account.TimeZone, now).AddDays(1 - history.Report.FirstDays()))
            {
                if (!backFills.TryGetValue(history.Report, out var backFill))
                {
                    db.BackFills.Add(backFill = new(account.TenantId, id, history.Report));
                }

                backFill.Ask(oldest, default, now);
            }
        }
    }

    private void Tell(AdsAccount account, string verb, string sentence) =>
        db.AuditEntries.Add(new AuditEntry(account.TenantId, Actor.Portal, nameof(AdsAccount), account.AccountId.ToString(), verb, sentence, clock.GetUtcNow()));
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>After a sync: computes what the pages show first, so that the first person to look does not wait for it. Of use only in the process that serves them.</summary>
public sealed class WarmFigures(PortalDb db, AccountSeries series, CampaignMirror campaigns, CampaignTotals totals, PeriodSums sums, TimeProvider clock)
{
    /// <summary>The pages of finer reports that are opened first.</summary>
    private static readonly Grain[] Grains = [.. Performance.Grains.All.Where(grain => grain.Key is "ad-groups" or "keywords")];

    public async Task RunAsync(CancellationToken ct)
    {
        var zones = await db.AdsAccounts.Where(account => account.IsChosen).Select(account => account.TimeZone).Distinct().ToListAsync(ct);
        if (zones.Count == 0)
        {
            return;
        }

        var version = await db.ReadDataVersionAsync(ct);
        var now = clock.GetUtcNow();
        var today = zones.Max(zone => AccountTimeZone.Today(zone, now));
        var last = (await series.LastAsync(version, ct)).Day >= today ? today : today.AddDays(-1);
        var choice = PeriodChoice.Read(null, null, null, last, today);
        await series.OfAsync(choice.Period, version, ct);
        await series.OfAsync(choice.Before, version, ct);
        await campaigns.AllAsync(version, ct);
        await totals.OfAsync(choice.Period, version, ct);
        foreach (var grain in Grains)
        {
            await sums.OfAsync(grain, choice.Period, null, null, version, ct);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>Where an account stands in the line of all organisations, and about how long that takes. Nothing else is told of the others.</summary>
public sealed record LinePlace(int Number, TimeSpan Wait);

public sealed class LinePlaces(PortalDb db, TimeProvider clock)
{
    private const int Most = 1000;

    /// <summary>The tenant's accounts that wait for a worker.</summary>
    /// <param name="places">How many accounts are at work at a time.</param>
    public async Task<IReadOnlyDictionary<AdsId<AdsAccount>, LinePlace>> ReadAsync(int places, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var waiting = await db.SyncTurns.AsNoTracking()
            .Where(turn => turn.CalledAt == null && turn.DueAt <= now)
            .OrderBy(turn => turn.DueAt).ThenBy(turn => turn.AccountId)
            .Select(turn => turn.AccountId)
            .Take(Most)
            .ToListAsync(ct);
        if (waiting.Count == 0)
        {
            return new Dictionary<AdsId<AdsAccount>, LinePlace>();
        }

        var numbers = FairOrder.Numbers(await SyncLine.ReadAsync(db, now, ct), db.CurrentTenantId, waiting.Count);
        var turn = await TurnAsync(ct);
        return waiting.Zip(numbers).ToDictionary(one => one.First, one => new LinePlace(one.Second, TimeSpan.FromSeconds(turn * one.Second / places)));
    }

    private async Task<double> TurnAsync(CancellationToken ct)
    {
        using var all = new SystemScope(db, "how long a turn in the line of syncs takes");
        var turns = db.SyncTurns.AcrossTenants(all);
        return await db.SyncShares.AcrossTenants(all).Where(share => turns.Any(one => one.TenantId == share.TenantId)).AverageAsync(share => (double?)share.TurnSeconds, ct) ?? FairOrder.UsualTurn;
    }
}

using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>Lets every process see how far the reading is: a small write of its own, before the rows' transaction begins.</summary>
internal sealed class SliceProgress(PortalDb db, Id<SyncSlice> slice, Watchdog watchdog, TimeProvider clock)
{
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromMilliseconds(500);

    private long? told;

    /// <param name="done">Rows read.</param>
    /// <param name="total">The rows of the file, where it says so.</param>
    public void Tell(long done, long? total)
    {
        watchdog.Moved();
        if (told is { } last && clock.GetElapsedTime(last) < BetweenTellings)
        {
            return;
        }

        told = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        db.SyncSlices.Where(one => one.Id == slice && one.EndedAt == null).ExecuteUpdate(set => set
            .SetProperty(one => one.State, SliceState.Storing)
            .SetProperty(one => one.RowsDone, done)
            .SetProperty(one => one.MovedAt, now)
            .SetProperty(one => one.RowsTotal, total));
    }
}

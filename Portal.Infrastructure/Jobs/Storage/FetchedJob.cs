using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs.Storage;

internal readonly record struct Reservation(long Row, long Owner, long Token);

/// <summary>
/// A job reserved for one worker. Whatever is done with it counts once, and only while the reservation holds: after that the row
/// belongs to somebody else.
/// </summary>
internal sealed class FetchedJob(SQLiteStorage storage, string jobId, string queue, Reservation reservation) : IFetchedJob
{
    private bool settled;

    public string JobId => jobId;

    public SQLiteStorage Storage => storage;

    public long Row => reservation.Row;

    public long Owner => reservation.Owner;

    public long Token => reservation.Token;

    /// <summary>The final state's transaction has removed the row with it.</summary>
    public void Settle() => settled = true;

    public void RemoveFromQueue()
    {
        if (settled)
        {
            return;
        }

        storage.Writer.Run(db => JobQueue.Remove(db, this));
        settled = true;
    }

    public void Requeue()
    {
        if (settled)
        {
            return;
        }

        var returned = storage.Writer.Run(db => JobQueue.Requeue(db, this));
        settled = true;
        if (returned)
        {
            storage.Queue.Signal(queue);
        }
    }

    public void Dispose() => Requeue();
}

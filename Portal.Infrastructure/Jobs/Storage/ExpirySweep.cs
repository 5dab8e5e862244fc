using Hangfire.Server;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// Deletes what has expired, a batch a transaction so that nobody waits long behind it, and gives free pages back to the disk; after many
/// batches the write-ahead log as well, which otherwise stays as long as it once was.
/// </summary>
internal sealed class ExpirySweep(SQLiteStorage storage, SQLiteStorageOptions options) : IBackgroundProcess
{
    private const int PagesAtOnce = 1000;
    private const int ManyBatches = 10;

    public void Execute(BackgroundProcessContext context)
    {
        Run(context.StoppingToken);
        context.Wait(options.SweepInterval);
    }

    public void Run(CancellationToken ct)
    {
        var now = storage.Now;
        Func<Database, int>[] sweeps = [db => Jobs(db, now), db => Keys(db, now), db => Counters(db, now)];
        var batches = 0;
        foreach (var sweep in sweeps)
        {
            for (; storage.Writer.Run(sweep) >= options.SweepBatch; batches++)
            {
                ct.ThrowIfCancellationRequested();
            }
        }

        storage.Writer.Run(db => db.Sql($"PRAGMA incremental_vacuum({PagesAtOnce})").Run());
        if (batches >= ManyBatches)
        {
            storage.Checkpoints.Truncate();
        }
    }

    /// <summary>Parameters and states go with their job.</summary>
    private int Jobs(Database db, long now) =>
        db.Sql("DELETE FROM Job WHERE Id IN (SELECT Id FROM Job WHERE ExpireAt <= ? ORDER BY ExpireAt LIMIT ?)").With(now).With(options.SweepBatch).Run();

    private int Keys(Database db, long now)
    {
        var keys = new List<(string Kind, string Key)>();
        using (var rows = db.Sql("SELECT Kind, Key FROM Expiry WHERE ExpireAt <= ? LIMIT ?").With(now).With(options.SweepBatch))
        {
            while (rows.Read())
            {
                keys.Add((rows.TextAt(0)!, rows.TextAt(1)!));
            }
        }

        keys.ForEach(key => CollectionRows.RemoveKey(db, key.Kind, key.Key));
        return keys.Count;
    }

    private int Counters(Database db, long now) =>
        db.Sql("DELETE FROM Counter WHERE Key IN (SELECT Key FROM Counter WHERE ExpireAt <= ? LIMIT ?)").With(now).With(options.SweepBatch).Run();
}

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// The queues. Of one queue, the tenants with work take turns, and within a tenant the oldest comes first; of several queues, the
/// one named first comes first. A reservation is the row's owner (the process's instance) and a token that is never used again.
/// </summary>
internal sealed class JobQueue(SQLiteStorage storage)
{
    private readonly QueueSignals signals = new();

    // Read and written inside the writer only.
    private readonly Dictionary<string, string> lastTenants = [];
    private long lastToken;

    public bool AnyoneWaits => signals.AnyoneWaits;

    public static void Add(Database db, string queue, long jobId) =>
        db.Sql("INSERT INTO JobQueue (Queue, TenantId, JobId) SELECT ?, TenantId, Id FROM Job WHERE Id = ?").With(queue).With(jobId).Run();

    /// <summary>To be called after the commit, once for every job that came into the queue.</summary>
    public void Signal(string queue) => signals.Signal(queue);

    public void SignalAll() => signals.SignalAll();

    public FetchedJob Fetch(string[] queues, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (TryFetch(queues) is { } fetched)
            {
                return fetched;
            }

            // Stand in line first and look again then: a job that came in between has called nobody.
            using var waiter = signals.Enter(queues);
            if (!AnyReady(queues))
            {
                waiter.Wait(ct);
            }
        }
    }

    /// <summary>Another process's jobs make no sound here: looks for them and wakes everyone if there are any.</summary>
    public void Poll()
    {
        if (signals.AnyoneWaits && storage.Readers.Run(db => db.Sql("SELECT 1 FROM JobQueue WHERE Owner IS NULL LIMIT 1").Number()) is not null)
        {
            signals.SignalAll();
        }
    }

    public static void Remove(Database db, FetchedJob job) =>
        db.Sql("DELETE FROM JobQueue WHERE Id = ? AND Owner = ? AND Token = ?").With(job.Row).With(job.Owner).With(job.Token).Run();

    public static bool Requeue(Database db, FetchedJob job) =>
        db.Sql("UPDATE JobQueue SET FetchedAt = NULL, Owner = NULL, Token = NULL WHERE Id = ? AND Owner = ? AND Token = ?")
            .With(job.Row).With(job.Owner).With(job.Token).Run() > 0;

    private bool AnyReady(string[] queues) => storage.Readers.Run(db => Array.Exists(
        queues,
        queue => db.Sql("SELECT 1 FROM JobQueue WHERE Queue = ? AND Owner IS NULL LIMIT 1").With(queue).Number() is not null));

    private FetchedJob? TryFetch(string[] queues) => storage.Writer.Run(db =>
    {
        foreach (var queue in queues)
        {
            if (NextRow(db, queue) is { } row)
            {
                return Reserve(db, queue, row);
            }
        }

        return null;
    });

    private FetchedJob Reserve(Database db, string queue, long row)
    {
        var token = ++lastToken;
        var owner = storage.Instance.Id;
        using var reserved = db.Sql("UPDATE JobQueue SET FetchedAt = ?, Owner = ?, Token = ? WHERE Id = ? RETURNING JobId, TenantId")
            .With(storage.Now).With(owner).With(token).With(row);
        reserved.Read();
        lastTenants[queue] = reserved.TextAt(1) ?? "";
        return new FetchedJob(storage, JobIds.Text(reserved.NumberAt(0)!.Value), queue, new Reservation(row, owner, token));
    }

    /// <summary>The oldest row of the next tenant; the jobs of no tenant have their turn where the round begins.</summary>
    private long? NextRow(Database db, string queue) =>
        db.Sql("SELECT Id FROM JobQueue WHERE Queue = ? AND Owner IS NULL AND TenantId > ? ORDER BY TenantId, Id LIMIT 1")
            .With(queue).With(lastTenants.GetValueOrDefault(queue, "")).Number()
        ?? db.Sql("SELECT Id FROM JobQueue WHERE Queue = ? AND Owner IS NULL ORDER BY TenantId, Id LIMIT 1").With(queue).Number();
}

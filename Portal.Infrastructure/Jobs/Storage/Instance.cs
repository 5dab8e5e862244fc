using Hangfire.Logging;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// This storage among those on the same file: its row with a lease, and its pulse. While it is alone, distributed locks stay in
/// memory. A newcomer takes no lock before everyone who was alone has written the locks they hold.
/// </summary>
internal sealed class Instance : IDisposable
{
    private readonly ILog log = LogProvider.For<Instance>();
    private readonly Lock gate = new();
    private readonly SQLiteStorage storage;
    private readonly string path;
    private readonly long timeout;
    private readonly string name = Guid.NewGuid().ToString("N");
    private readonly FileStream life;
    private readonly ITimer pulse;
    private readonly TimeSpan pollInterval;
    private long seenAt;
    private volatile bool alone;
    private bool gone;

    public Instance(SQLiteStorage storage, string path, SQLiteStorageOptions options)
    {
        this.storage = storage;
        this.path = path;
        timeout = (long)options.InstanceTimeout.TotalMilliseconds;
        pollInterval = options.PollInterval;
        life = LivingFile.Hold(path, name);
        // The pulse beats in real time: it looks at other processes, which know nothing of a clock that a test has set.
        pulse = TimeProvider.System.CreateTimer(_ => TryBeat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The row's key, never used again by another.</summary>
    public long Id { get; private set; }

    /// <summary>No other storage has the file open, as far as anyone could have taken a lock since.</summary>
    public bool Alone => alone;

    public void Join()
    {
        ReleaseTheDead();
        Enter();
        pulse.Change(pollInterval, pollInterval);
    }

    /// <summary>Looks around once: who is gone, who has come, whether there is work of theirs.</summary>
    public void Beat()
    {
        lock (gate)
        {
            if (gone)
            {
                return;
            }

            ReleaseTheDead();
            Renew();
            var others = Others().Count > 0;
            if (others == alone)
            {
                Become(lonely: !others);
            }

            if (others)
            {
                storage.Queue.Poll();
            }
        }
    }

    /// <summary>Gives back what belongs to instances whose process is gone, or whose lease has run out.</summary>
    public void ReleaseTheDead()
    {
        var stale = storage.Now - timeout;
        foreach (var other in Others())
        {
            var dead = LivingFile.IsLetGo(path, other.Name);
            if (!dead && other.SeenAt >= stale)
            {
                continue;
            }

            storage.Writer.Run(db => Leave(db, other.Id));
            storage.Queue.SignalAll();
            if (dead)
            {
                LivingFile.Delete(path, other.Name);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (gone)
            {
                return;
            }

            gone = true;
        }

        pulse.Dispose();
        storage.Writer.Run(db => Leave(db, Id));
        life.Dispose();
        LivingFile.Delete(path, name);
    }

    private static void Leave(Database db, long instance)
    {
        db.Sql("UPDATE JobQueue SET FetchedAt = NULL, Owner = NULL, Token = NULL WHERE Owner = ?").With(instance).Run();
        db.Sql("DELETE FROM Instance WHERE Id = ?").With(instance).Run();
    }

    private void Enter()
    {
        seenAt = storage.Now;
        (Id, alone) = storage.Writer.Run(db =>
        {
            using var row = db.Sql(
                "INSERT INTO Instance (Name, SeenAt, Alone) SELECT ?, ?, NOT EXISTS (SELECT 1 FROM Instance) RETURNING Id, Alone").With(name).With(seenAt);
            row.Read();
            return (row.NumberAt(0)!.Value, row.NumberAt(1) == 1);
        });
    }

    private void Renew()
    {
        var now = storage.Now;
        if (now - seenAt < timeout / 5)
        {
            return;
        }

        if (storage.Writer.Run(db => db.Sql("UPDATE Instance SET SeenAt = ? WHERE Id = ?").With(now).With(Id).Run()) > 0)
        {
            seenAt = now;
            return;
        }

        // The lease ran out (the machine slept) and another has given away what was ours.
        Enter();
        storage.Locks.Write(Id);
    }

    private void Become(bool lonely)
    {
        if (!lonely)
        {
            // From here on new locks go through the file; those held already are written together with the sign that they are.
            alone = false;
            storage.Locks.Write(Id);
        }
        else
        {
            alone = storage.Writer.Run(db => db.Sql(
                "UPDATE Instance SET Alone = 1 WHERE Id = ? AND NOT EXISTS (SELECT 1 FROM Instance o WHERE o.Id <> Instance.Id)").With(Id).Run()) > 0;
        }
    }

    private List<(long Id, string Name, long SeenAt)> Others() => storage.Readers.Run(db =>
    {
        var others = new List<(long, string, long)>();
        using var rows = db.Sql("SELECT Id, Name, SeenAt FROM Instance WHERE Id <> ?").With(Id);
        while (rows.Read())
        {
            others.Add((rows.NumberAt(0)!.Value, rows.TextAt(1)!, rows.NumberAt(2)!.Value));
        }

        return others;
    });

    private void TryBeat()
    {
        try
        {
            Beat();
        }
        catch (Exception error) when (error is Microsoft.Data.Sqlite.SqliteException or IOException or ObjectDisposedException)
        {
            log.WarnException("The job storage could not look for other processes on its file; it tries again at its next pulse.", error);
        }
    }
}

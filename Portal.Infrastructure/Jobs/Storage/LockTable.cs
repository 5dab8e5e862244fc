using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// Distributed locks. They belong to a connection, not to a thread; the same connection may take one again; others wait in line. In
/// the process they are held in memory, and as rows besides while another process has the file open.
/// </summary>
internal sealed class LockTable(SQLiteStorage storage)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Held> locks = [];

    private readonly object pause = new();

    public IDisposable Acquire(object owner, string resource, TimeSpan timeout)
    {
        var started = TimeProvider.System.GetTimestamp();
        var held = AcquireHere(owner, resource, timeout);
        try
        {
            AcquireEverywhere(held, timeout - TimeProvider.System.GetElapsedTime(started));
        }
        catch
        {
            Release(held);
            throw;
        }

        return new Handle(this, held);
    }

    /// <summary>Writes every lock held in memory and says so, in one transaction; none is given or returned meanwhile.</summary>
    public void Write(long instance)
    {
        lock (gate)
        {
            storage.Writer.Run(db =>
            {
                foreach (var held in locks.Values)
                {
                    db.Sql("INSERT OR IGNORE INTO Lock VALUES (?, ?)").With(held.Resource).With(instance).Run();
                    held.Written = IsOurs(db, held, instance);
                }

                db.Sql("UPDATE Instance SET Alone = 0 WHERE Id = ?").With(instance).Run();
            });
        }
    }

    private Held AcquireHere(object owner, string resource, TimeSpan timeout)
    {
        Held? held;
        Claim claim;
        lock (gate)
        {
            if (!locks.TryGetValue(resource, out held))
            {
                held = new Held(resource) { Owner = owner, Depth = 1 };
                locks.Add(resource, held);
                return held;
            }

            if (held.Owner == owner)
            {
                held.Depth++;
                return held;
            }

            claim = new Claim(owner);
            held.Line.AddLast(claim);
        }

        if (claim.Granted.Wait(timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout))
        {
            return held;
        }

        lock (gate)
        {
            // Granted in the very moment it gave up: then it is ours after all.
            return held.Line.Remove(claim) ? throw new DistributedLockTimeoutException(resource) : held;
        }
    }

    private void AcquireEverywhere(Held held, TimeSpan timeout)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (MustWrite(held) && !TryWrite(held))
        {
            if (TimeProvider.System.GetElapsedTime(started) >= timeout)
            {
                throw new DistributedLockTimeoutException(held.Resource);
            }

            storage.Instance.ReleaseTheDead();
            // Never pulsed: another process frees a row without a sound.
            lock (pause)
            {
                Monitor.Wait(pause, BetweenTries);
            }
        }
    }

    private bool MustWrite(Held held)
    {
        lock (gate)
        {
            return !held.Written && !storage.Instance.Alone;
        }
    }

    private bool TryWrite(Held held)
    {
        var instance = storage.Instance.Id;
        var written = storage.Writer.Run(db =>
        {
            db.Sql("INSERT OR IGNORE INTO Lock SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM Instance WHERE Alone = 1 AND Id <> ?)")
                .With(held.Resource).With(instance).With(instance).Run();
            return IsOurs(db, held, instance);
        });
        lock (gate)
        {
            return held.Written |= written;
        }
    }

    private void Release(Held held)
    {
        lock (gate)
        {
            if (--held.Depth > 0)
            {
                return;
            }

            if (held.Line.First is { } next)
            {
                // The row belongs to the process, so it goes to the next in line here together with the lock.
                held.Line.RemoveFirst();
                held.Owner = next.Value.Owner;
                held.Depth = 1;
                next.Value.Granted.Set();
                return;
            }

            // First here: a row that could not be deleted is still ours and is found to be when the lock is taken again.
            locks.Remove(held.Resource);
            if (held.Written)
            {
                storage.Writer.Run(db => db.Sql("DELETE FROM Lock WHERE Resource = ? AND Owner = ?").With(held.Resource).With(storage.Instance.Id).Run());
            }
        }
    }

    private static bool IsOurs(Database db, Held held, long instance) =>
        db.Sql("SELECT 1 FROM Lock WHERE Resource = ? AND Owner = ?").With(held.Resource).With(instance).Number() is not null;

    private sealed class Held(string resource)
    {
        public string Resource => resource;

        public required object Owner { get; set; }

        public required int Depth { get; set; }

        public bool Written { get; set; }

        public LinkedList<Claim> Line { get; } = new();
    }

    private sealed class Claim(object owner)
    {
        public object Owner => owner;

        public ManualResetEventSlim Granted { get; } = new();
    }

    private sealed class Handle(LockTable table, Held held) : IDisposable
    {
        private Held? held = held;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref held, null) is { } owned)
            {
                table.Release(owned);
            }
        }
    }
}

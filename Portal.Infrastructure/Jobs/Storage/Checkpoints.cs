using Hangfire.Logging;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// Moves the write-ahead log into the file, on a thread and a handle of its own. A commit that has to do it waits for the disk, and as
/// long as somebody reads, so does each one after it: one job in a hundred began 11 to 16 ms after it was enqueued, and does now after one.
/// </summary>
internal sealed class Checkpoints : IDisposable
{
    private const int Turns = 2000;
    private const int MostPages = 16_000;

    private readonly ILog log = LogProvider.For<Checkpoints>();
    private readonly Lock gate = new();
    private readonly AutoResetEvent due = new(false);
    private readonly Database db;
    private readonly Thread thread;
    private int turns;
    private volatile bool closed;

    public Checkpoints(string path)
    {
        db = Database.OpenToCheckpoint(path);
        thread = new Thread(Work) { IsBackground = true, Name = "Job storage checkpoints" };
        thread.Start();
    }

    /// <summary>To be called by the writer, after each commit.</summary>
    public void Committed(int together)
    {
        turns += together;
        if (turns >= Turns)
        {
            turns = 0;
            due.Set();
        }
    }

    /// <summary>Cuts the log to nothing, unless somebody reads or writes at this moment.</summary>
    public void Truncate()
    {
        lock (gate)
        {
            db.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
        }
    }

    public void Dispose()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        due.Set();
        thread.Join();
        due.Dispose();
        db.Dispose();
    }

    private void Work()
    {
        while (due.WaitOne() && !closed)
        {
            try
            {
                Move();
            }
            catch (SqliteException error)
            {
                log.WarnException("The job storage could not move its write-ahead log into the file; it tries again after the next writes.", error);
            }
        }
    }

    /// <summary>Beside busy writers the log never is empty and would grow for ever. When it is long, they wait for a moment so that it starts anew.</summary>
    private void Move()
    {
        lock (gate)
        {
            if (db.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE) > MostPages)
            {
                db.Checkpoint(raw.SQLITE_CHECKPOINT_RESTART);
            }
        }
    }
}

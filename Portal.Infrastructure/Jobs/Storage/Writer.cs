using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// The one way to write. Callers queue up; whoever stands first runs everything that waits in one transaction, each caller behind a
/// savepoint of its own, and every caller leaves only after the commit. So there is no contention for the file inside the process,
/// nobody is overtaken, and the more callers wait the fewer commits are made. A writer nobody else wants costs no thread switch,
/// which a thread of its own would (twice a write).
/// </summary>
internal sealed class Writer(Database db, TimeSpan busyTimeout, Checkpoints checkpoints) : IDisposable
{
    private const int MostTogether = 64;

    private readonly Lock gate = new();
    private readonly Queue<Turn> waiting = new();
    private readonly List<Turn> together = new(MostTogether);
    private bool busy;
    private bool closed;

    public void Run(Action<Database> work) => Run(held =>
    {
        work(held);
        return true;
    });

    /// <summary>Runs the work inside a transaction and returns once it is committed. It may run more than once before it succeeds.</summary>
    public T Run<T>(Func<Database, T> work)
    {
        var turn = new Turn<T>(work);
        bool first;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            waiting.Enqueue(turn);
            first = !busy;
            busy = true;
        }

        if (first || turn.AwaitLead())
        {
            Lead();
        }

        turn.Error?.Throw();
        return turn.Result;
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            closed = true;
        }

        // The file is closed by the last writer of all: it leads only when those before it are through.
        var last = new Turn<bool>(_ => true);
        bool first;
        lock (gate)
        {
            waiting.Enqueue(last);
            first = !busy;
            busy = true;
        }

        if (first || last.AwaitLead())
        {
            Lead();
        }

        db.Dispose();
    }

    private void Lead()
    {
        lock (gate)
        {
            while (together.Count < MostTogether && waiting.TryDequeue(out var turn))
            {
                together.Add(turn);
            }
        }

        Commit();
        var done = together.ToArray();
        together.Clear();
        lock (gate)
        {
            busy = waiting.TryPeek(out var next);
            next?.Wake(lead: true);
        }

        foreach (var turn in done)
        {
            turn.Wake(lead: false);
        }
    }

    private void Commit()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                RunTogether();
                return;
            }
            catch (SqliteException error) when (IsBusy(error) && TimeProvider.System.GetElapsedTime(started) < busyTimeout)
            {
                // Another process holds the file: everything is taken back and run again as a whole.
                Rollback();
            }
            catch (Exception error)
            {
                Rollback();
                together.ForEach(turn => turn.Error ??= ExceptionDispatchInfo.Capture(error));
                return;
            }
        }
    }

    private void RunTogether()
    {
        together.ForEach(turn => turn.Error = null);
        db.Sql("BEGIN IMMEDIATE").Run();
        if (together.Count == 1)
        {
            together[0].Execute(db);
        }
        else
        {
            together.ForEach(RunApart);
        }

        db.Sql("COMMIT").Run();
        checkpoints.Committed(together.Count);
    }

    private void RunApart(Turn turn)
    {
        db.Sql("SAVEPOINT turn").Run();
        try
        {
            turn.Execute(db);
        }
        catch (Exception error) when (db.InTransaction && !(error is SqliteException sqlite && IsBusy(sqlite)))
        {
            turn.Error = ExceptionDispatchInfo.Capture(error);
            db.Sql("ROLLBACK TO turn").Run();
        }

        db.Sql("RELEASE turn").Run();
    }

    private void Rollback()
    {
        if (db.InTransaction)
        {
            db.Sql("ROLLBACK").Run();
        }
    }

    private static bool IsBusy(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
}

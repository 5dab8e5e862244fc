using System.Collections.Concurrent;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>Read-only handles. A read sees everything that was committed before it began, waits for nobody and holds up nobody.</summary>
internal sealed class Readers(string path) : IDisposable
{
    private const int MostKept = 16;

    private readonly ConcurrentBag<Database> free = [];
    private volatile bool closed;

    public T Run<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        var db = free.TryTake(out var kept) ? kept : Database.OpenToRead(path);
        try
        {
            return read(db);
        }
        finally
        {
            Return(db);
        }
    }

    /// <summary>Several reads of one and the same moment.</summary>
    public T RunTogether<T>(Func<Database, T> read) => Run(db =>
    {
        db.Sql("BEGIN").Run();
        try
        {
            return read(db);
        }
        finally
        {
            db.Sql("COMMIT").Run();
        }
    });

    public void Dispose()
    {
        closed = true;
        while (free.TryTake(out var db))
        {
            db.Dispose();
        }
    }

    private void Return(Database db)
    {
        if (closed || free.Count >= MostKept)
        {
            db.Dispose();
        }
        else
        {
            free.Add(db);
        }
    }
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// One SQLite handle with its prepared statements; one thread at a time. It speaks to SQLite directly: Microsoft.Data.Sqlite would
/// add an object a parameter and a sleep of 150 ms whenever the file is busy
/// (https://learn.microsoft.com/dotnet/standard/data/sqlite/database-errors).
/// </summary>
internal sealed class Database : IDisposable
{
    private static readonly TimeSpan WalTimeout = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Statement> statements = [];
    private readonly sqlite3 handle;

    static Database() => Batteries_V2.Init();

    private Database(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            handle.Dispose();
            throw new SqliteException($"The job storage {path} cannot be opened (SQLite says {raw.sqlite3_errstr(code).utf8_to_string()}).", code);
        }

        Configure("PRAGMA busy_timeout = 5000", "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -16000");
    }

    /// <summary>True between BEGIN and COMMIT. SQLite ends a transaction by itself on some errors (disk full, I/O).</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    public static Database OpenToWrite(string path, Synchronous synchronous)
    {
        var db = new Database(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        // auto_vacuum must come before the first page is written.
        db.Configure("PRAGMA auto_vacuum = INCREMENTAL");
        // The busy timeout does not hold for this one, and another process may be starting on the same new file.
        SpinWait.SpinUntil(db.TurnToWal, WalTimeout);
        db.Configure(
            synchronous == Synchronous.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
            "PRAGMA foreign_keys = ON",
            "PRAGMA wal_autocheckpoint = 0",
            "PRAGMA journal_size_limit = 67108864");
        return db;
    }

    public static Database OpenToRead(string path)
    {
        var db = new Database(path, raw.SQLITE_OPEN_READONLY);
        db.Configure("PRAGMA query_only = ON");
        return db;
    }

    /// <summary>Gives up after a moment when others are in the way: while it waits, writers wait for it.</summary>
    public static Database OpenToCheckpoint(string path)
    {
        var db = new Database(path, raw.SQLITE_OPEN_READWRITE);
        db.Configure("PRAGMA busy_timeout = 100");
        return db;
    }

    /// <summary>Moves what can be moved of the write-ahead log into the file, and answers how many pages the log has.</summary>
    /// <param name="mode">SQLITE_CHECKPOINT_…: passive waits for nobody.</param>
    public int Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(handle, null, mode, out var pages, out _);
        if (code is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
        {
            SqliteException.ThrowExceptionForRC(code, handle);
        }

        return pages;
    }

    public Statement Sql(string sql)
    {
        if (statements.TryGetValue(sql, out var statement))
        {
            return statement;
        }

        statement = Prepare(sql, raw.SQLITE_PREPARE_PERSISTENT);
        statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Runs one statement that will not come again.</summary>
    public void Once(string sql)
    {
        var statement = Prepare(sql, 0);
        try
        {
            statement.Run();
        }
        finally
        {
            statement.Close();
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Close();
        }

        handle.Dispose();
    }

    private void Configure(params ReadOnlySpan<string> pragmas)
    {
        foreach (var pragma in pragmas)
        {
            Once(pragma);
        }
    }

    private bool TurnToWal()
    {
        try
        {
            Once("PRAGMA journal_mode = WAL");
            return true;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            return false;
        }
    }

    private Statement Prepare(string sql, int flags)
    {
        var code = raw.sqlite3_prepare_v3(handle, sql, (uint)flags, out var prepared);
        SqliteException.ThrowExceptionForRC(code, handle);
        return new Statement(handle, prepared);
    }
}

using Microsoft.Data.Sqlite;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// The tables, named as Hangfire.SqlServer names them. Moments are unix milliseconds. What expires as a whole (a set, a hash, a list)
/// has one row in Expiry instead of a column on every member. A job's states are numbered from 1 within the job.
/// A queue's row may outlive its job: the worker that fetches it drops it.
/// </summary>
internal static class Schema
{
    private const int Version = 1;

    private static readonly string[] Statements =
    [
        "CREATE TABLE Sequence (Name TEXT PRIMARY KEY, Next INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO Sequence VALUES ('Job', 1)",
        """
        CREATE TABLE Instance (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT NOT NULL, SeenAt INTEGER NOT NULL, Alone INTEGER NOT NULL)
        """,
        """
        CREATE TABLE Lock (Resource TEXT PRIMARY KEY, Owner INTEGER NOT NULL REFERENCES Instance (Id) ON DELETE CASCADE) WITHOUT ROWID
        """,
        "CREATE INDEX Lock_Owner ON Lock (Owner)",
        """
        CREATE TABLE Job (
            Id INTEGER PRIMARY KEY, StateId INTEGER, StateName TEXT, TenantId TEXT, Type TEXT, Method TEXT, ParameterTypes TEXT,
            Arguments TEXT, Queue TEXT, CreatedAt INTEGER NOT NULL, ExpireAt INTEGER)
        """,
        "CREATE INDEX Job_StateName ON Job (StateName, Id) WHERE StateName IS NOT NULL",
        "CREATE INDEX Job_TenantId ON Job (TenantId, Id) WHERE TenantId IS NOT NULL",
        "CREATE INDEX Job_ExpireAt ON Job (ExpireAt) WHERE ExpireAt IS NOT NULL",
        """
        CREATE TABLE JobParameter (
            JobId INTEGER NOT NULL REFERENCES Job (Id) ON DELETE CASCADE, Name TEXT NOT NULL, Value TEXT, PRIMARY KEY (JobId, Name)) WITHOUT ROWID
        """,
        """
        CREATE TABLE State (
            JobId INTEGER NOT NULL REFERENCES Job (Id) ON DELETE CASCADE, Id INTEGER NOT NULL, Name TEXT NOT NULL, Reason TEXT,
            CreatedAt INTEGER NOT NULL, Data TEXT, PRIMARY KEY (JobId, Id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE JobQueue (
            Id INTEGER PRIMARY KEY, Queue TEXT NOT NULL, TenantId TEXT, JobId INTEGER NOT NULL, FetchedAt INTEGER, Owner INTEGER, Token INTEGER)
        """,
        "CREATE INDEX JobQueue_Ready ON JobQueue (Queue, TenantId, Id) WHERE Owner IS NULL",
        "CREATE INDEX JobQueue_Fetched ON JobQueue (Owner) WHERE Owner IS NOT NULL",
        """
        CREATE TABLE "Set" (Key TEXT NOT NULL, Value TEXT NOT NULL, Score REAL NOT NULL, PRIMARY KEY (Key, Value)) WITHOUT ROWID
        """,
        """CREATE INDEX Set_Score ON "Set" (Key, Score, Value)""",
        "CREATE TABLE Hash (Key TEXT NOT NULL, Field TEXT NOT NULL, Value TEXT, PRIMARY KEY (Key, Field)) WITHOUT ROWID",
        "CREATE TABLE List (Id INTEGER PRIMARY KEY, Key TEXT NOT NULL, Value TEXT)",
        "CREATE INDEX List_Key ON List (Key, Id)",
        "CREATE TABLE Expiry (Kind TEXT NOT NULL, Key TEXT NOT NULL, ExpireAt INTEGER NOT NULL, PRIMARY KEY (Kind, Key)) WITHOUT ROWID",
        "CREATE INDEX Expiry_ExpireAt ON Expiry (ExpireAt)",
        "CREATE TABLE Counter (Key TEXT PRIMARY KEY, Value INTEGER NOT NULL, ExpireAt INTEGER) WITHOUT ROWID",
        """
        CREATE TABLE Server (Id TEXT PRIMARY KEY, Workers INTEGER NOT NULL, Queues TEXT NOT NULL, StartedAt INTEGER NOT NULL, Heartbeat INTEGER NOT NULL)
            WITHOUT ROWID
        """,
    ];

    /// <summary>Lays the tables if the file has none. Runs inside a transaction: two processes may start at once.</summary>
    public static void Lay(Database db)
    {
        var found = db.Sql("PRAGMA user_version").Number() ?? 0;
        if (found > Version)
        {
            throw new SqliteException($"The job storage was written by a newer version ({found}) than this one ({Version}) can read.", 1);
        }

        if (found == Version)
        {
            return;
        }

        foreach (var statement in Statements)
        {
            db.Once(statement);
        }

        db.Once($"PRAGMA user_version = {Version}");
    }
}

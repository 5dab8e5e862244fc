using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Portal.Infrastructure.Jobs.Storage;

namespace Portal.Benchmarks.Storage;

/// <summary>The same rows in the same number of commits, by nothing but prepared statements on one handle: what SQLite itself can do.</summary>
internal sealed class BareLoop : IDisposable
{
    private const long Now = 1_795_435_200_000;
    private const string Data = """{"StartedAt":"1795435200000","ServerId":"machine:1234:5e0f2b3c","WorkerId":"6e3d6f0e-0d9c-4a0b-9d5f-7a6d2f1c8b4e"}""";

    private readonly Database db;
    private readonly InvocationData call = InvocationData.SerializeJob(Job.FromExpression(() => Probe.Run()));
    private readonly StateRow enqueued = StateRow.Of(new EnqueuedState(), Now);
    private readonly StateRow processing = new(ProcessingState.StateName, null, Now, Data);
    private readonly StateRow succeeded = StateRow.Of(new SucceededState(null, 10, 10), Now);

    public BareLoop(string path, Synchronous synchronous)
    {
        db = Database.OpenToWrite(path, synchronous);
        // Nobody else moves its log into the file, so it does that itself, as SQLite does unless told otherwise.
        db.Once("PRAGMA wal_autocheckpoint = 4000");
        Schema.Lay(db);
    }

    public void Enqueue(int number)
    {
        var id = number + 1;
        db.Sql("BEGIN IMMEDIATE").Run();
        db.Sql("INSERT INTO Job VALUES (?, 1, ?, NULL, ?, ?, ?, ?, NULL, ?, NULL)").With(id).With(enqueued.Name)
            .With(call.Type).With(call.Method).With(call.ParameterTypes).With(call.Arguments).With(Now).Run();
        db.Sql("INSERT INTO JobParameter VALUES (?, ?, ?)").With(id).With("CurrentCulture").With("\"en-US\"").Run();
        db.Sql("INSERT INTO JobParameter VALUES (?, ?, ?)").With(id).With("CurrentUICulture").With("\"en-US\"").Run();
        AddState(id, 1, enqueued);
        db.Sql("INSERT INTO JobQueue (Queue, JobId) VALUES (?, ?)").With("default").With(id).Run();
        db.Sql("COMMIT").Run();
    }

    public void Process(int number)
    {
        db.Sql("BEGIN IMMEDIATE").Run();
        var row = db.Sql("SELECT Id FROM JobQueue WHERE Queue = ? AND Owner IS NULL ORDER BY TenantId, Id LIMIT 1").With("default").Number()!.Value;
        var id = db.Sql("UPDATE JobQueue SET FetchedAt = ?, Owner = 1, Token = ? WHERE Id = ? RETURNING JobId").With(Now).With(number).With(row).Number()!.Value;
        db.Sql("COMMIT").Run();

        db.Sql("BEGIN IMMEDIATE").Run();
        AddState(id, 2, processing);
        db.Sql("UPDATE Job SET StateId = ?, StateName = ? WHERE Id = ?").With(2).With(processing.Name).With(id).Run();
        db.Sql("COMMIT").Run();

        db.Sql("BEGIN IMMEDIATE").Run();
        AddState(id, 3, succeeded);
        db.Sql("UPDATE Job SET StateId = ?, StateName = ?, ExpireAt = ? WHERE Id = ?").With(3).With(succeeded.Name).With(Now + number).With(id).Run();
        CollectionRows.Count(db, "stats:succeeded", 1, null);
        CollectionRows.Count(db, "stats:succeeded:2026-11-23", 1, Now + number);
        CollectionRows.Count(db, "stats:succeeded:2026-11-23-12", 1, Now + number);
        db.Sql("DELETE FROM JobQueue WHERE Id = ?").With(row).Run();
        db.Sql("COMMIT").Run();
    }

    public void Dispose() => db.Dispose();

    private void AddState(long id, int number, StateRow state) =>
        db.Sql("INSERT INTO State VALUES (?, ?, ?, ?, ?, ?)").With(id).With(number).With(state.Name).With(state.Reason).With(Now).With(state.Data).Run();
}

using System.Text.Json;
using Hangfire.Common;
using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>The statements on jobs, their parameters and states. An unknown job changes nothing and reads as nothing.</summary>
internal static class JobRows
{
    public const string CallColumns = "j.Type, j.Method, j.ParameterTypes, j.Arguments, j.Queue";

    private static readonly long? FirstState = 1;

    /// <summary>False if the row is there already.</summary>
    public static bool Insert(Database db, StagedJob job, StateRow? state)
    {
        var inserted = db.Sql(
            """
            INSERT OR IGNORE INTO Job (Id, StateId, StateName, TenantId, Type, Method, ParameterTypes, Arguments, Queue, CreatedAt, ExpireAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """).With(job.Id).With(state is null ? null : FirstState).With(state?.Name).With(job.TenantId)
            .With(job.Call.Type).With(job.Call.Method).With(job.Call.ParameterTypes).With(job.Call.Arguments).With(job.Call.Queue)
            .With(job.CreatedAt).With(job.ExpireAt).Run() > 0;
        if (!inserted)
        {
            return false;
        }

        foreach (var (name, value) in job.Parameters)
        {
            db.Sql("INSERT INTO JobParameter VALUES (?, ?, ?)").With(job.Id).With(name).With(value).Run();
        }

        if (state is not null)
        {
            db.Sql("INSERT INTO State VALUES (?, ?, ?, ?, ?, ?)")
                .With(job.Id).With(FirstState).With(state.Name).With(state.Reason).With(state.CreatedAt).With(state.Data).Run();
        }

        return true;
    }

    public static void SetParameter(Database db, long id, string name, string? value)
    {
        db.Sql("INSERT OR REPLACE INTO JobParameter SELECT Id, ?, ? FROM Job WHERE Id = ?").With(name).With(value).With(id).Run();
        if (name == StagedJob.TenantParameter)
        {
            db.Sql("UPDATE Job SET TenantId = ? WHERE Id = ?").With(StagedJob.Tenant(value)).With(id).Run();
        }
    }

    public static void SetExpiry(Database db, long id, long? expireAt) =>
        db.Sql("UPDATE Job SET ExpireAt = ? WHERE Id = ?").With(expireAt).With(id).Run();

    public static void SetState(Database db, long id, StateRow state)
    {
        if (AddState(db, id, state) is { } number)
        {
            db.Sql("UPDATE Job SET StateId = ?, StateName = ? WHERE Id = ?").With(number).With(state.Name).With(id).Run();
        }
    }

    /// <summary>Answers the state's number within the job.</summary>
    public static long? AddState(Database db, long id, StateRow state) => db.Sql(
        """
        INSERT INTO State (JobId, Id, Name, Reason, CreatedAt, Data)
        SELECT Id, (SELECT ifnull(max(Id), 0) + 1 FROM State WHERE JobId = Job.Id), ?, ?, ?, ? FROM Job WHERE Id = ?
        RETURNING Id
        """).With(state.Name).With(state.Reason).With(state.CreatedAt).With(state.Data).With(id).Number();

    public static string? Parameter(Database db, long id, string name)
    {
        using var row = db.Sql("SELECT Value FROM JobParameter WHERE JobId = ? AND Name = ?").With(id).With(name);
        return row.Read() ? row.TextAt(0) : null;
    }

    public static Dictionary<string, string> Parameters(Database db, long id)
    {
        using var rows = db.Sql("SELECT Name, Value FROM JobParameter WHERE JobId = ?").With(id);
        var parameters = new Dictionary<string, string>();
        while (rows.Read())
        {
            parameters.Add(rows.TextAt(0)!, rows.TextAt(1)!);
        }

        return parameters;
    }

    public static JobData? Find(Database db, long id)
    {
        using var row = db.Sql($"SELECT {CallColumns}, j.StateName, j.CreatedAt FROM Job j WHERE j.Id = ?").With(id);
        if (!row.Read())
        {
            return null;
        }

        var call = Call(row, 0);
        var job = Load(call, out var error);
        return new JobData
        {
            InvocationData = call,
            Job = job,
            LoadException = error,
            State = row.TextAt(5),
            CreatedAt = Moments.Utc(row.NumberAt(6)!.Value),
            ParametersSnapshot = Parameters(db, id),
        };
    }

    public static StateData? State(Database db, long id)
    {
        using var row = db.Sql("SELECT s.Name, s.Reason, s.Data FROM Job j JOIN State s ON s.JobId = j.Id AND s.Id = j.StateId WHERE j.Id = ?").With(id);
        return row.Read() ? new StateData { Name = row.TextAt(0), Reason = row.TextAt(1), Data = Data(row.TextAt(2)) } : null;
    }

    public static InvocationData Call(Statement row, int column) =>
        new(row.TextAt(column), row.TextAt(column + 1), row.TextAt(column + 2), row.TextAt(column + 3), row.TextAt(column + 4));

    public static Job? Load(InvocationData call, out JobLoadException? error)
    {
        try
        {
            error = null;
            return call.DeserializeJob();
        }
        catch (JobLoadException unknown)
        {
            error = unknown;
            return null;
        }
    }

    public static Dictionary<string, string> Data(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
}

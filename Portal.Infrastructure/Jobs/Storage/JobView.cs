using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>A job with its present state, as the dashboard lists it. <see cref="Call"/> is null for a queued job that is gone.</summary>
internal sealed record JobView(long Id, InvocationData? Call, string? State, string? Reason, DateTime? Since, DateTime? FetchedAt, Dictionary<string, string> Data)
{
    private const string Columns = $"{JobRows.CallColumns}, j.StateName, s.Reason, s.CreatedAt, s.Data";
    private const string WithState = "LEFT JOIN State s ON s.JobId = j.Id AND s.Id = j.StateId";

    public string? this[string name] => Data.GetValueOrDefault(name);

    public static List<JobView> InState(Database db, string state, int from, int count) => Read(db.Sql(
        $"SELECT j.Id, NULL, {Columns} FROM Job j {WithState} WHERE j.StateName = ? ORDER BY j.Id LIMIT ? OFFSET ?")
        .With(state).With(count).With(from));

    public static List<JobView> InStateNewestFirst(Database db, string state, int from, int count) => Read(db.Sql(
        $"SELECT j.Id, NULL, {Columns} FROM Job j {WithState} WHERE j.StateName = ? ORDER BY j.Id DESC LIMIT ? OFFSET ?")
        .With(state).With(count).With(from));

    /// <summary>The index of ready rows goes by tenant: for the oldest of all the table is read in its own order, and only as far as the page.</summary>
    public static List<JobView> Enqueued(Database db, string queue, int from, int count) => Read(db.Sql(
        $"""
        SELECT q.JobId, NULL, {Columns}
        FROM (SELECT Id, JobId FROM JobQueue NOT INDEXED WHERE Queue = ? AND Owner IS NULL ORDER BY Id LIMIT ? OFFSET ?) q
        LEFT JOIN Job j ON j.Id = q.JobId {WithState} ORDER BY q.Id
        """).With(queue).With(count).With(from));

    public static List<JobView> Fetched(Database db, string queue, int from, int count) => Read(db.Sql(
        $"""
        SELECT q.JobId, q.FetchedAt, {Columns}
        FROM (SELECT Id, JobId, FetchedAt FROM JobQueue WHERE Queue = ? AND Owner IS NOT NULL ORDER BY Id LIMIT ? OFFSET ?) q
        LEFT JOIN Job j ON j.Id = q.JobId {WithState} ORDER BY q.Id
        """).With(queue).With(count).With(from));

    private static List<JobView> Read(Statement rows)
    {
        using (rows)
        {
            var views = new List<JobView>();
            while (rows.Read())
            {
                var call = rows.TextAt(2) is null ? null : JobRows.Call(rows, 2);
                views.Add(new JobView(
                    rows.NumberAt(0)!.Value, call, rows.TextAt(7), rows.TextAt(8), Moments.Utc(rows.NumberAt(9)), Moments.Utc(rows.NumberAt(1)),
                    JobRows.Data(rows.TextAt(10))));
            }

            return views;
        }
    }
}

using System.Collections.Concurrent;
using Hangfire.Common;
using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>A job that has its id but not yet its row.</summary>
internal sealed record StagedJob(long Id, InvocationData Call, KeyValuePair<string, string?>[] Parameters, long CreatedAt, long? ExpireAt)
{
    /// <summary>The job parameter that fills the TenantId column; Hangfire keeps parameters as JSON.</summary>
    public const string TenantParameter = "TenantId";

    public string? TenantId => Tenant(Parameters.FirstOrDefault(parameter => parameter.Key == TenantParameter).Value);

    public static string? Tenant(string? parameter) =>
        parameter is ['"', .., '"'] ? SerializationHelper.Deserialize<string>(parameter, SerializationOption.User) : parameter;
}

/// <summary>
/// A new job's row waits for the transaction that gives it its first state, so that an enqueue is one commit and not two. Nobody
/// knows the id before that; whoever names or reads it earlier has the row written first.
/// </summary>
internal sealed class StagedJobs(Writer writer)
{
    private readonly ConcurrentDictionary<long, StagedJob> jobs = new();

    public void Add(StagedJob job) => jobs[job.Id] = job;

    public StagedJob? Find(long id) => jobs.IsEmpty ? null : jobs.GetValueOrDefault(id);

    /// <summary>To be called once the row is committed.</summary>
    public void Written(StagedJob job) => jobs.TryRemove(job.Id, out _);

    public void Flush(long id)
    {
        if (Find(id) is not { } job)
        {
            return;
        }

        writer.Run(db => JobRows.Insert(db, job, null));
        Written(job);
    }
}

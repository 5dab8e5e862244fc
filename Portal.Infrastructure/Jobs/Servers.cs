using Hangfire;
using Hangfire.Storage;

namespace Portal.Infrastructure.Jobs;

/// <summary>A process that runs jobs, as it last gave a sign of life.</summary>
/// <param name="Name">Machine, process and a part that no other start has.</param>
/// <param name="IsSilent">It has missed several beats: it is dead, or its machine is.</param>
public sealed record WorkingServer(string Name, int Workers, DateTimeOffset StartedAt, DateTimeOffset? Heartbeat, bool IsSilent);

public static class Servers
{
    /// <summary>Hangfire beats every thirty seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>All that are known; Hangfire forgets one after five silent minutes.</summary>
    public static IReadOnlyList<WorkingServer> WorkingServers(this JobStorage storage)
    {
        var now = Now(storage);
        return [.. storage.GetMonitoringApi().Servers().Select(server => new WorkingServer(
            server.Name,
            server.WorkersCount,
            Utc(server.StartedAt),
            server.Heartbeat is { } beat ? Utc(beat) : null,
            !(server.Heartbeat is { } last && now - Utc(last) < Patience)))];
    }

    /// <summary>By the clock that stamps the rows: the storage's own; or, as PostgreSQL's tells none, the real time that its server goes by.</summary>
    internal static DateTimeOffset Now(JobStorage storage)
    {
        using var connection = storage.GetConnection();
        return storage.HasFeature(JobStorageFeatures.Connection.GetUtcDateTime) && connection is JobStorageConnection own
            ? Utc(own.GetUtcDateTime())
            : TimeProvider.System.GetUtcNow();
    }

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}

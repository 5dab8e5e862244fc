using Hangfire;
using Portal.Infrastructure.Database;

namespace Portal.Jobs;

/// <summary>Takes tenants that were founded since into the timetable.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class KeepTimetable(Schedule schedule, PortalDb db)
{
    public Task RunAsync(CancellationToken ct) => schedule.AddTenantsAsync(db, ct);
}

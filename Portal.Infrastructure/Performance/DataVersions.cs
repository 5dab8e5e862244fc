using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>The counter that every change of a tenant's data moves on, so that nothing computed before it is shown after it.</summary>
public sealed class DataVersions(PortalDb db)
{
    /// <summary>Zero before the first sync.</summary>
    public Task<long> ReadAsync(CancellationToken ct) => db.DataVersions.Select(row => row.Version).FirstOrDefaultAsync(ct);

    public Task AdvanceAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""INSERT INTO "DataVersions" ("TenantId", "Version") VALUES ({db.StoredTenantId}, 1) ON CONFLICT ("TenantId") DO UPDATE SET "Version" = "DataVersions"."Version" + 1""",
        ct);
}

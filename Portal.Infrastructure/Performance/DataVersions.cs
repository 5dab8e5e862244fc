using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Database;

// EF Core has no word for "insert, or count up".
#pragma warning disable RS0030

namespace Portal.Infrastructure.Performance;

/// <summary>The counter that every change of a tenant's data moves on, so that nothing computed before it is shown after it.</summary>
public static class DataVersions
{
    /// <summary>Zero before the first sync.</summary>
    public static Task<long> ReadDataVersionAsync(this PortalDb db, CancellationToken ct) => db.DataVersions.Select(row => row.Version).FirstOrDefaultAsync(ct);

    /// <summary>
    /// Within the caller's transaction, if there is one. The tenant's first change makes the row and slices of several accounts end at the
    /// same time, so it is one statement.
    /// </summary>
    public static Task AdvanceDataVersionAsync(this PortalDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""INSERT INTO "DataVersions" ("TenantId", "Version") VALUES ({db.StoredTenantId}, 1) ON CONFLICT ("TenantId") DO UPDATE SET "Version" = "DataVersions"."Version" + 1""",
        ct);
}

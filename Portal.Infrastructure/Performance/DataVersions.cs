using Microsoft.EntityFrameworkCore;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>The counter that every change of a tenant's data moves on, so that nothing computed before it is shown after it.</summary>
public sealed class DataVersions(PortalDb db)
{
    /// <summary>Zero before the first sync.</summary>
    public Task<long> ReadAsync(CancellationToken ct) => db.DataVersions.Select(row => row.Version).FirstOrDefaultAsync(ct);

    public async Task AdvanceAsync(CancellationToken ct)
    {
        if (await db.DataVersions.ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), ct) == 0)
        {
            db.DataVersions.Add(new DataVersion { TenantId = db.CurrentTenantId, Version = 1 });
            await db.SaveChangesAsync(ct);
        }
    }
}

using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

// EF Core has no word for a lock.
#pragma warning disable RS0030

namespace Portal.Infrastructure.Database;

public static class TenantTransaction
{
    /// <summary>
    /// A transaction for what may be decided by one at a time in a tenant, such as whether the last owner may go: a second one waits
    /// here until the first has ended. SQLite takes the write lock; PostgreSQL a lock of the tenant's own.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginAloneAsync<T>(this T db, CancellationToken ct)
        where T : DbContext, IFenced
    {
        if (!db.Database.IsNpgsql())
        {
            return await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        }

        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({db.CurrentTenantId.ToString()}, 0))", ct);
        return transaction;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>Somebody tried to read or write past their tenant. Always a fault of ours; never shown with details.</summary>
public sealed class TenantMismatchException(string message) : Exception(message);

/// <summary>Refuses to save a row whose tenant, as loaded or as it is now, is not the tenant of the scope.</summary>
internal sealed class TenantGuard : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbContext? context)
    {
        if (context is not IFenced db)
        {
            return;
        }

        foreach (var entry in context.ChangeTracker.Entries<ITenantOwned>().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            var tenant = entry.Property(row => row.TenantId);
            var foreign = tenant.CurrentValue != db.CurrentTenantId
                || (entry.State != EntityState.Added && tenant.OriginalValue != db.CurrentTenantId);
            if (foreign || db.CurrentTenantId == default)
            {
                throw new TenantMismatchException($"A {entry.Metadata.ShortName()} of another tenant was about to be saved.");
            }
        }
    }
}

using Microsoft.EntityFrameworkCore;

// The one place that may look past the tenant filter.
#pragma warning disable RS0030

namespace Portal.Infrastructure.Database;

public static class AcrossTenantsExtensions
{
    internal const string Tag = "cross-tenant: ";

    /// <summary>
    /// Reads the rows of all tenants. Only for operators and the portal's own housekeeping; <paramref name="reason"/> stands in the SQL.
    /// </summary>
    public static IQueryable<T> AcrossTenants<T>(this IQueryable<T> rows, string reason)
        where T : class =>
        rows.IgnoreQueryFilters([TenantFence.Filter]).TagWith(Tag + reason);
}

using Microsoft.EntityFrameworkCore;

// The one place that may look past the tenant filter.
#pragma warning disable RS0030

namespace Portal.Infrastructure.Database;

/// <summary>
/// Leave to read the rows of all tenants, until disposed. The database is told of it as well; writing stays within a tenant.
/// </summary>
public abstract class CrossTenantScope : IDisposable
{
    internal const string Mark = "cross-tenant";

    private readonly IFenced db;

    private protected CrossTenantScope(IFenced db, string who, string reason)
    {
        (this.db, Tag) = (db, $"{Mark}, {who}: {reason}");
        db.Across = this;
    }

    /// <summary>Stands above the SQL of every such query.</summary>
    internal string Tag { get; }

    public void Dispose()
    {
        db.Across = null;
        GC.SuppressFinalize(this);
    }
}

/// <inheritdoc cref="CrossTenantScope"/>
/// <remarks>For the operators' pages.</remarks>
public sealed class OperatorScope(IFenced db, string reason) : CrossTenantScope(db, "operator", reason);

/// <inheritdoc cref="CrossTenantScope"/>
/// <remarks>For the portal itself, where no tenant is known yet: a person's own organisations, a link out of a mail, its housekeeping.</remarks>
public sealed class SystemScope(IFenced db, string reason) : CrossTenantScope(db, "system", reason);

public static class CrossTenantScopeExtensions
{
    public static IQueryable<T> AcrossTenants<T>(this IQueryable<T> rows, CrossTenantScope scope)
        where T : class =>
        rows.IgnoreQueryFilters([TenantFence.Filter]).TagWith(scope.Tag);
}

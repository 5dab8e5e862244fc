using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>Turns the mark <see cref="ITenantOwned"/> into what keeps tenants apart in the model.</summary>
public static class TenantFence
{
    /// <summary>The name of the query filter; a filter of the same name set later would replace it, which a test of the model watches.</summary>
    public const string Filter = "__tenant__";

    /// <summary>The function by which the database itself knows the tenant, on SQLite as on PostgreSQL.</summary>
    internal const string CurrentTenant = "current_tenant";

    private const string Annotation = "Portal:MultiTenant";

    /// <summary>Marks the entity: the tenant is part of every update's and delete's condition, so that a forged row changes nothing.</summary>
    public static EntityTypeBuilder<T> IsMultiTenant<T>(this EntityTypeBuilder<T> entity)
        where T : class, ITenantOwned
    {
        entity.HasAnnotation(Annotation, true);
        entity.Property(row => row.TenantId).IsConcurrencyToken();
        if (entity.Metadata.Model.FindEntityType(typeof(Tenant)) is not null)
        {
            // The key store has no table of the tenants.
            entity.HasOne<Tenant>().WithMany().HasForeignKey(row => row.TenantId).OnDelete(DeleteBehavior.Restrict);
        }

        return entity;
    }

    public static bool IsMultiTenant(this IReadOnlyEntityType entity) => entity.FindAnnotation(Annotation) is not null;

    internal static void FenceTenants(this ModelBuilder model, IFenced db)
    {
        foreach (var type in model.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(typeof(ITenantOwned).IsAssignableFrom).ToList())
        {
            Fence.MakeGenericMethod(type).Invoke(null, [model, db]);
        }
    }

    private static readonly MethodInfo Fence = typeof(TenantFence).GetMethod(nameof(FenceOne), BindingFlags.NonPublic | BindingFlags.Static)
        ?? throw new MissingMethodException(nameof(FenceOne));

    private static void FenceOne<T>(ModelBuilder model, IFenced db)
        where T : class, ITenantOwned
    {
        Expression<Func<T, bool>> own = row => row.TenantId == db.CurrentTenantId;
        model.Entity<T>().IsMultiTenant().HasQueryFilter(Filter, own);
    }
}

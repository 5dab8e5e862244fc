using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Makes an organisation together with its first owner, in one save.</summary>
public sealed class FoundOrganisation(PortalDb db, IMultiTenantContextSetter<PortalTenant> tenants, TenantStore store, TimeProvider clock)
{
    /// <summary>What can be said before anything is written: the rules, and whether the address is free.</summary>
    public async Task<Result<Tenant>> CheckAsync(string name, string slug, string timeZone, string currency, CancellationToken ct)
    {
        var tenant = Tenant.Found(name, slug, timeZone, currency, clock.GetUtcNow());
        return tenant.IsRefused || !await db.Tenants.AnyAsync(other => other.Slug == tenant.Value.Slug, ct)
            ? tenant
            : new Refusal("This address belongs to another organisation; choose a different one.", "Slug");
    }

    /// <summary>Saves what <see cref="CheckAsync"/> returned. Two at once for one address: the second throws, for the index is unique.</summary>
    public async Task SaveAsync(Tenant tenant, Person owner, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using (tenants.Use(PortalTenant.Of(tenant)))
        {
            db.Tenants.Add(tenant);
            db.Memberships.Add(new Membership(tenant.Id, owner.Id, Role.Owner, now));
            db.AuditEntries.Add(new AuditEntry(
                tenant.Id, new Actor(owner.Id, owner.Name), "Organisation", tenant.Id.ToString(), "Founded", $"{owner.Name} founded {tenant.Name}", now));
            await db.SaveChangesAsync(ct);
        }

        store.Evict();
    }
}

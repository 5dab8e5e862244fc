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
    private static readonly Refusal Taken = new("This address belongs to another organisation; choose a different one.", "Slug");

    /// <summary>What can be said before anything is written: the rules, and whether the address is free.</summary>
    public async Task<Result<Tenant>> CheckAsync(string name, string slug, string timeZone, string currency, CancellationToken ct)
    {
        var tenant = Tenant.Found(name, slug, timeZone, currency, clock.GetUtcNow());
        return tenant.IsRefused || !await db.Tenants.AnyAsync(other => other.Slug == tenant.Value.Slug, ct)
            ? tenant
            : Taken;
    }

    /// <summary>Saves what <see cref="CheckAsync"/> returned, with its first owner. Refused as <see cref="SaveAsync"/> is.</summary>
    public async Task<Result<Tenant>> FoundAsync(Tenant tenant, Person owner, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using (tenants.Use(PortalTenant.Of(tenant)))
        {
            db.Memberships.Add(new Membership(tenant.Id, owner.Id, Role.Owner, now));
            db.AuditEntries.Add(new AuditEntry(
                tenant.Id, new Actor(owner.Id, owner.Name), "Organisation", tenant.Id.ToString(), "Founded", $"{owner.Name} founded {tenant.Name}", now));
            return await SaveAsync(tenant, ct);
        }
    }

    /// <summary>
    /// Saves the organisation with whatever was added beside it. Refused when somebody took the address since <see cref="CheckAsync"/>:
    /// the index is unique, so of two at once one wins. Nothing of the loser's is kept; only the transaction around it, if any, is left to undo.
    /// </summary>
    public async Task<Result<Tenant>> SaveAsync(Tenant tenant, CancellationToken ct)
    {
        db.Tenants.Add(tenant);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.Tenants.AnyAsync(other => other.Slug == tenant.Slug, ct))
            {
                return Taken;
            }

            throw;
        }

        store.Evict();
        return tenant;
    }
}

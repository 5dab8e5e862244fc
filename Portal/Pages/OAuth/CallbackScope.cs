using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Pages.OAuth;

/// <summary>Puts the callback's request into the tenant that the attempt belongs to, and says what speaks against going on.</summary>
public sealed class CallbackScope(PortalDb db, TenantStore tenants, IMultiTenantContextSetter<PortalTenant> setter, TimeProvider clock)
{
    private Membership? membership;

    public PortalTenant? Tenant { get; private set; }

    public async Task<IDisposable> EnterAsync(AuthorizeAttempt attempt, Person person, CancellationToken ct)
    {
        Tenant = await tenants.GetAsync(attempt.TenantId.ToString());
        var use = setter.Use(Tenant);
        membership = await db.Memberships.AsNoTracking().FirstOrDefaultAsync(member => member.PersonId == person.Id, ct);
        return use;
    }

    /// <summary>Null when all is well: the first return, in time, by the same browser and person, still entitled.</summary>
    public string? Objection(AuthorizeAttempt attempt, bool isFirst, bool isSameBrowser, Person person)
    {
        if (!isFirst)
        {
            return "This return from Microsoft was already used. Start connecting anew.";
        }

        if (!attempt.IsAlive(clock.GetUtcNow()))
        {
            return "More than ten minutes passed at Microsoft, so this attempt has ended. Start connecting anew.";
        }

        if (!isSameBrowser || attempt.PersonId != person.Id)
        {
            return "This attempt was started in another browser or by somebody else. Start connecting anew, here.";
        }

        return membership?.Role < Role.Admin || membership is null || Tenant is null or { IsSuspended: true }
            ? "You may no longer connect logins for this organisation."
            : null;
    }

    public async Task AuditAsync(Person person, string verb, string sentence, CancellationToken ct)
    {
        if (Tenant is null)
        {
            return;
        }

        db.ChangeTracker.Clear();
        db.AuditEntries.Add(new AuditEntry(Tenant.TenantId, new Actor(person.Id, person.Name), nameof(Connection), null, verb, sentence, clock.GetUtcNow(), AuditOutcome.Refused));
        await db.SaveChangesAsync(ct);
    }
}

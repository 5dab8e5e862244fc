using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Members;

/// <summary>What an invited person reads before deciding.</summary>
public sealed record OpenInvitation(Invitation Invitation, PortalTenant Tenant, string InvitedBy);

/// <summary>Where an invitation's link leads: finds what it stands for, and lets its addressee in, once.</summary>
public sealed class InvitationDoor(PortalDb db, IMultiTenantContextSetter<PortalTenant> tenants, TenantStore store, TimeProvider clock)
{
    /// <summary>Null when there is no such invitation, or it is no longer open: a stranger learns no difference.</summary>
    public async Task<OpenInvitation?> FindAsync(string? token, CancellationToken ct)
    {
        var hash = new InvitationToken(token ?? "").Hash;
        Invitation? found;
        using (var all = new SystemScope(db, "an invitation's link names no tenant"))
        {
            found = await db.Invitations.AcrossTenants(all).AsNoTracking().FirstOrDefaultAsync(row => row.TokenHash == hash, ct);
        }

        if (found is null || !found.IsOpen(clock.GetUtcNow()) || await store.GetAsync(found.TenantId.ToString()) is not { IsSuspended: false } tenant)
        {
            return null;
        }

        var by = await db.Users.Where(user => user.Id == found.InvitedBy).Select(user => user.DisplayName).FirstOrDefaultAsync(ct);
        return new(found, tenant, by ?? tenant.Name ?? tenant.Identifier);
    }

    /// <summary>
    /// Makes <paramref name="person"/> a member. The invitation is taken by one conditional update, so that of two clicks at once
    /// one wins. Somebody who is a member already keeps the role they have.
    /// </summary>
    public async Task<Result<PortalTenant>> AcceptAsync(OpenInvitation open, Person person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var accepted = open.Invitation.Accept(person, now);
        if (accepted.IsRefused)
        {
            return accepted.Refusal;
        }

        using (tenants.Use(open.Tenant))
        {
            await using var step = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
            var taken = await db.Invitations
                .Where(row => row.Id == open.Invitation.Id && row.AcceptedAt == null && row.RevokedAt == null && row.ExpiresAt > now)
                .ExecuteUpdateAsync(row => row.SetProperty(invitation => invitation.AcceptedAt, now), ct);
            if (taken == 0)
            {
                return new Refusal("This invitation was used or withdrawn a moment ago. Ask for a new one.");
            }

            if (!await db.Memberships.AnyAsync(member => member.PersonId == person.Id, ct))
            {
                db.Memberships.Add(accepted.Value);
                db.AuditEntries.Add(new AuditEntry(
                    open.Tenant.TenantId, new Actor(person.Id, person.Name), "Member", person.Id.ToString(), "Joined",
                    $"{person.Name} joined as {accepted.Value.Role}, invited by {open.InvitedBy}", now));
            }

            await db.SaveChangesAsync(ct);
            await (step?.CommitAsync(ct) ?? Task.CompletedTask);
        }

        return open.Tenant;
    }
}

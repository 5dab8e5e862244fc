using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Members;
using Portal.Infrastructure.Notifications;
using Portal.Mails;
using Portal.Security;

namespace Portal.Pages.Tenant.Members;

/// <summary>Makes an invitation, its mail and its audit entry in one save. Open ones to the same address are withdrawn with it.</summary>
public sealed class InvitationPost(PortalDb db, CurrentMember me, IOptions<PortalOptions> portal, TimeProvider clock)
{
    public async Task<Result<Invitation>> SendAsync(string email, Role role, string verb, CancellationToken ct)
    {
        var (now, token) = (clock.GetUtcNow(), InvitationToken.New());
        var invitation = Invitation.Offer(me.Membership, email, role, token.Hash, now);
        if (invitation.IsRefused)
        {
            return invitation;
        }

        if (await IsMemberAsync(email, ct))
        {
            return new Refusal("This person is a member already. You can change their role in the list of members.", "Email");
        }

        var open = await db.Invitations.Where(row => row.AcceptedAt == null && row.RevokedAt == null && row.ExpiresAt > now).ToListAsync(ct);
        foreach (var old in open.Where(row => string.Equals(row.Email, email, StringComparison.OrdinalIgnoreCase)))
        {
            old.Revoke(now);
        }

        var organisation = me.Tenant.Name ?? me.Tenant.Identifier;
        db.Invitations.Add(invitation.Value);
        db.Mails.Add(MemberMails.Invitation(email, organisation, role, me.Person.Name, portal.Value.LinkTo(token.Link), now));
        db.AuditEntries.Add(new AuditEntry(
            me.Tenant.TenantId, me.Actor, "Invitation", invitation.Value.Id.ToString(), verb, $"{me.Person.Name} invited {email} as {role}", now));
        await db.SaveChangesAsync(ct);
        return invitation;
    }

    private Task<bool> IsMemberAsync(string email, CancellationToken ct)
    {
        var normalised = email.ToUpperInvariant();
        return db.Memberships.AnyAsync(member => db.Users.Any(user => user.Id == member.PersonId && user.NormalizedEmail == normalised), ct);
    }
}

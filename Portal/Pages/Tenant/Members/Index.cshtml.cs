using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Members;

public sealed class IndexModel(PortalDb db, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Member> Members { get; private set; } = [];

    public IReadOnlyList<Invited> Invitations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Members = await (
            from member in db.Memberships.AsNoTracking()
            join user in db.Users on member.PersonId equals user.Id
            orderby member.Role descending, user.DisplayName
            select new Member(member.PersonId, user.DisplayName, user.Email ?? "", member.Role, member.JoinedAt)).ToListAsync(ct);
        var now = clock.GetUtcNow();
        Invitations = await (
            from invitation in db.Invitations.AsNoTracking()
            join user in db.Users on invitation.InvitedBy equals user.Id
            where invitation.AcceptedAt == null && invitation.RevokedAt == null && invitation.ExpiresAt > now
            orderby invitation.CreatedAt descending
            select new Invited(invitation.Id, invitation.Email, invitation.Role, user.DisplayName, invitation.ExpiresAt)).ToListAsync(ct);
    }

    public sealed record Member(Id<Person> PersonId, string Name, string Email, Role Role, DateTimeOffset JoinedAt);

    public sealed record Invited(Id<Invitation> Id, string Email, Role Role, string By, DateTimeOffset ExpiresAt);
}
